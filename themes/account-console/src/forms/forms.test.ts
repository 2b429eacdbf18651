import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isComposing, stopComposingEnter } from "./composing";
import { toCsv } from "./csv";
import { discardDrafts, draftName, keepDraft, readDraft, type Drafts } from "./drafts";
import { TypingPause } from "./TypingPause";

describe("the Enter that ends a conversion", () => {
  it.each([
    ["while composing", { isComposing: true, keyCode: 13 }, true],
    ["as Safari sends it", { isComposing: false, keyCode: 229 }, true],
    ["alone", { isComposing: false, keyCode: 13 }, false],
  ])("%s", (_, event, composing) => {
    expect(isComposing(event)).toBe(composing);
  });

  it.each([
    ["Enter", 229, 1],
    ["Enter", 13, 0],
    ["Tab", 229, 0],
  ])("%s with code %i is stopped %i times", (key, keyCode, times) => {
    const preventDefault = vi.fn();
    stopComposingEnter({ key, nativeEvent: { isComposing: false, keyCode }, preventDefault } as never);
    expect(preventDefault).toHaveBeenCalledTimes(times);
  });
});

describe("TypingPause", () => {
  const act = vi.fn<(text: string) => void>();
  let pause: TypingPause<string>;

  beforeEach(() => {
    vi.useFakeTimers();
    act.mockClear();
    pause = new TypingPause(300, act);
  });
  afterEach(() => vi.useRealTimers());

  it("acts once, with what was typed last, after the pause", () => {
    pause.type("よ");
    vi.advanceTimersByTime(299);
    pause.type("よぼ");
    vi.advanceTimersByTime(299);
    expect(act).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(act.mock.calls).toEqual([["よぼ"]]);
  });

  it("does not act while an input method composes, not even on Enter", () => {
    pause.startComposing();
    pause.type("ｙ");
    pause.finish("よぼう");
    vi.advanceTimersByTime(1000);
    expect(act).not.toHaveBeenCalled();
    pause.endComposing("予防");
    vi.advanceTimersByTime(300);
    expect(act.mock.calls).toEqual([["予防"]]);
  });

  it("acts at once on Enter, and not again", () => {
    pause.type("予防");
    pause.finish("予防");
    vi.advanceTimersByTime(1000);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it("does not act after it was cancelled", () => {
    pause.type("予防");
    pause.cancel();
    vi.advanceTimersByTime(1000);
    expect(act).not.toHaveBeenCalled();
  });
});

class Tab implements Drafts {
  private readonly items = new Map<string, string>();
  full = false;
  get length() {
    return this.items.size;
  }
  key(index: number) {
    return [...this.items.keys()][index] ?? null;
  }
  getItem(name: string) {
    return this.items.get(name) ?? null;
  }
  setItem(name: string, value: string) {
    if (this.full) {
      throw new DOMException("full", "QuotaExceededError");
    }
    this.items.set(name, value);
  }
  removeItem(name: string) {
    this.items.delete(name);
  }
}

describe("drafts", () => {
  const name = draftName("u1", "register-member:clinic");

  it("come back", () => {
    const tab = new Tab();
    keepDraft(tab, name, { lastName: "予防" });
    expect(readDraft(tab, name)).toEqual({ lastName: "予防" });
  });

  it("are not another user's", () => {
    const tab = new Tab();
    keepDraft(tab, name, { lastName: "予防" });
    expect(readDraft(tab, draftName("u2", "register-member:clinic"))).toBeUndefined();
  });

  it("go with the log-out, and nothing else goes", () => {
    const tab = new Tab();
    keepDraft(tab, name, {});
    keepDraft(tab, draftName("u2", "x"), {});
    tab.setItem("other", "stays");
    discardDrafts(tab);
    expect([tab.length, tab.getItem("other")]).toEqual([1, "stays"]);
  });

  it("do not break a form where nothing can be kept", () => {
    const tab = new Tab();
    tab.full = true;
    expect(() => keepDraft(tab, name, {})).not.toThrow();
  });

  it("that are no JSON are none", () => {
    const tab = new Tab();
    tab.setItem(name, "{");
    expect(readDraft(tab, name)).toBeUndefined();
  });
});

describe("toCsv", () => {
  it("begins with the mark by which Excel knows UTF-8", () => {
    expect(toCsv([["予防"]])).toBe("\ufeff予防\r\n");
  });

  it("quotes what must be quoted", () => {
    expect(toCsv([['a"b', "c,d", "e\nf", "g"]])).toBe('\ufeff"a""b","c,d","e\nf",g\r\n');
  });

  it.each(["=1+1", "+81", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＠SUM(A1)"])("makes text of %j", (cell) => {
    expect(toCsv([[cell]])).toContain(`'${cell}`);
  });
});
