import { describe, expect, it } from "vitest";
import type { EventQuery } from "../api/client";
import type { AuditEvent } from "../api/types";
import { detailsOf } from "./describe";
import { defaults, isInOrder, parseEventState, toParameters, toQuery } from "./eventState";
import { allEvents } from "./exportEvents";

describe("the address of the history", () => {
  it("gives back what it says", () => {
    const state = { ...defaults, action: "register-member", actor: "clinic-001", from: "2026-06-01", to: "2026-06-30", page: 2 };
    expect(parseEventState(new URLSearchParams(toParameters(state).toString()))).toEqual(state);
  });

  it("does not trust what somebody wrote into it", () => {
    expect(parseEventState(new URLSearchParams("from=2026-02-31&to=x&page=0&perPage=9999"))).toEqual({ ...defaults, perPage: 100 });
  });

  it("asks for whole days of the user's time", () => {
    const { from, to } = toQuery({ ...defaults, from: "2026-06-01", to: "2026-06-01" });
    expect([from, to]).toEqual([new Date(2026, 5, 1).getTime(), new Date(2026, 5, 2).getTime() - 1]);
  });

  it.each([
    ["2026-06-01", "2026-06-01", true],
    ["2026-06-02", "2026-06-01", false],
    ["2026-06-02", "", true],
  ])("%s to %s is in order: %s", (from, to, order) => {
    expect(isInOrder({ from, to })).toBe(order);
  });
});

describe("the export", () => {
  const stored = Array.from({ length: 250 }, (_, index) => ({ id: `e${index}`, time: 1000 - index, action: "x" }));

  it("reads all pages up to the moment at which it began, and no event twice", async () => {
    const queries: EventQuery[] = [];
    const steps: number[] = [];
    const read = (query: EventQuery) => {
      queries.push(query);
      // Overlapping pages, as when something happens in between.
      const start = Math.max(0, query.first - 1);
      return Promise.resolve({ items: stored.slice(start, start + query.max), total: 250, first: query.first, max: query.max });
    };
    const events = await allEvents(read, {}, 5000, (done) => steps.push(done), new AbortController().signal);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(queries.every(({ to }) => to === 5000)).toBe(true);
    expect(steps).toEqual([100, 200, 250]);
  });

  it("ends when it is cancelled", async () => {
    const read = () => Promise.reject(new Error("must not be called"));
    await expect(allEvents(read, {}, 0, () => {}, AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("details", () => {
  const t = ((key: string, values?: Record<string, string>) =>
    key === "console.listSeparator" ? "、" : (values?.defaultValue ?? `${key}(${Object.values(values ?? {}).join("|")})`)) as never;
  const event = (details: Record<string, string>): AuditEvent => ({ id: "1", time: 0, action: "x", details });

  it("name roles and fields in words, and what they do not know as it is", () => {
    const lines = detailsOf(event({ from: "", to: "a,b", new: "value", empty: "" }), t, (name) => name.toUpperCase());
    expect(lines).toEqual(["events.detail.roles(members.noRoles()|A、B)", "events.detail.other(new|value)"]);
  });
});
