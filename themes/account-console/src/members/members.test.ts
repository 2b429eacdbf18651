import { describe, expect, it } from "vitest";
import { changesOf, differences, rebased } from "./conflict";
import { complaintAbout, emptyProfile, tidied, toNewMember, type FieldName } from "./fields";
import { identificationOf } from "./identification";
import { defaults, parseListState, toParameters, toQuery } from "./listState";
import { waitingIn, type Waiting } from "./waiting";

describe("the address of the list", () => {
  it("says everything that is not the default, and gives it back", () => {
    const state = { search: "予防 花子", role: "accountant", state: "locked", sort: "-name", page: 3, perPage: 50 } as const;
    expect(parseListState(new URLSearchParams(toParameters(state).toString()))).toEqual(state);
    expect(toParameters(defaults).toString()).toBe("");
  });

  it("does not trust what somebody wrote into it", () => {
    const wild = new URLSearchParams("state=broken&sort=password&page=-1&perPage=100000");
    expect(parseListState(wild)).toEqual({ ...defaults, perPage: 100 });
    expect(parseListState(new URLSearchParams("page=1e9&perPage=0")).page).toBe(1);
  });

  it("asks for the page's part", () => {
    expect(toQuery({ ...defaults, page: 3, perPage: 50 })).toMatchObject({ first: 100, max: 50, search: undefined });
  });
});

describe("fields", () => {
  it.each<[FieldName, string, string]>([
    ["userId", " Ｃｌｉｎｉｃ-００１ ", "clinic-001"],
    ["lastNameKana", "　よぼう　", "ヨボウ"],
    ["lastNameKana", "ﾖﾎﾞｳ", "ヨボウ"],
    ["phoneNumber", "０３ー１２３４ー５６７８", "03-1234-5678"],
    ["email", "hanako＠example.jp ", "hanako@example.jp"],
    ["lastName", "　予防 ", "予防"],
    ["department", "受付 １課", "受付 １課"],
  ])("%s %j is tidied to %j", (field, typed, tidy) => {
    expect(tidied(field, typed)).toBe(tidy);
  });

  it.each<[FieldName, string, string | undefined]>([
    ["lastName", "", "field.error.required"],
    ["department", "", undefined],
    ["userId", "ab", "field.error.userId"],
    ["userId", "-abc", "field.error.userId"],
    ["userId", "clinic-001", undefined],
    ["lastNameKana", "ヨボウ・ハナコ", undefined],
    ["lastNameKana", "予防", "field.error.kana"],
    ["email", "hanako@example", "field.error.email"],
    ["email", "hanako@example.jp", undefined],
    ["phoneNumber", "03-1234-5678", undefined],
    ["phoneNumber", "電話", "field.error.phoneNumber"],
    ["department", "あ".repeat(101), "field.error.tooLong"],
    ["locale", "fr", "field.error.locale"],
  ])("%s %j: %s", (field, value, key) => {
    expect(complaintAbout(field, value)?.key).toBe(key);
  });

  it("leave out what is empty", () => {
    expect(toNewMember("", { ...emptyProfile, lastName: "予防" }, [])).toEqual({
      lastName: "予防",
      locale: "ja",
      roles: [],
    });
  });
});

describe("a conflict", () => {
  const base = { ...emptyProfile, lastName: "予防", email: "a@example.jp", department: "受付" };
  const theirs = { ...base, email: "b@example.jp", department: "会計" };
  const mine = { ...base, email: "c@example.jp", phoneNumber: "03-1234-5678" };

  it("shows what both changed, and what the others did alone", () => {
    expect(differences(base, theirs, mine)).toEqual([
      { field: "email", theirs: "b@example.jp", mine: "c@example.jp" },
      { field: "department", theirs: "会計", mine: undefined },
    ]);
  });

  it("leaves what I did not touch to the others", () => {
    const merged = rebased(base, theirs, mine);
    expect(changesOf(theirs, merged)).toEqual({ email: "c@example.jp", phoneNumber: "03-1234-5678" });
    expect(merged.department).toBe("会計");
  });

  it("is none where both typed the same", () => {
    expect(differences(base, theirs, { ...base, email: "b@example.jp" }).map(({ field }) => field)).toEqual(["department"]);
  });
});

describe("identification", () => {
  it("names the way and the detail, within what the API takes", () => {
    const label = (way: string) => `[${way}]`;
    expect(identificationOf({ way: "call-back", detail: " " }, label)).toBe("[call-back]");
    expect(identificationOf({ way: "other", detail: " 院長が確認 " }, label)).toBe("[other]（院長が確認）");
    expect(identificationOf({ way: "other", detail: "あ".repeat(500) }, label).length).toBeLessThan(200);
  });
});

describe("what waits for a second factor", () => {
  const now = 1_780_000_000_000;
  const kept: Waiting = {
    action: "reset-second-factor",
    identification: { way: "other", detail: "窓口にて" },
    since: now - 60_000,
  };

  it("comes back as it was", () => {
    expect(waitingIn(kept, now)).toEqual(kept);
    expect(waitingIn({ ...kept, identification: { detail: "" } }, now)?.identification.way).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["another action", { ...kept, action: "remove" }],
    ["no identification", { action: kept.action, since: now }],
    ["a detail that is no text", { ...kept, identification: { detail: 1 } }],
    ["one of half an hour ago", { ...kept, since: now - 30 * 60_000 - 1 }],
    ["one without a time", { action: kept.action, identification: kept.identification }],
  ])("is not taken from %s", (_, found) => {
    expect(waitingIn(found as Partial<Waiting> | undefined, now)).toBeUndefined();
  });

  it("takes no way of identification that does not exist", () => {
    const identification = { way: "rumour", detail: "" } as never;
    expect(waitingIn({ ...kept, identification }, now)?.identification.way).toBeUndefined();
  });
});
