import { describe, expect, it } from "vitest";
import { isRefused, needsStepUp, problemOf } from "./problem";

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/problem+json", ...headers },
  });

describe("problemOf", () => {
  it("takes type, texts and the first complaint about each field", async () => {
    const problem = await problemOf(
      answer(400, {
        type: "urn:yoyo:problem:invalid",
        title: "入力内容に誤りがあります",
        status: 400,
        detail: "入力内容をご確認ください。",
        errors: [
          { field: "email", message: "＊1" },
          { field: "email", message: "＊2" },
          { field: "lastName", message: "＊3" },
        ],
      }),
    );
    expect(problem).toMatchObject({ type: "invalid", status: 400, detail: "入力内容をご確認ください。" });
    expect(problem.byField()).toEqual({ email: "＊1", lastName: "＊3" });
  });

  it("takes the time after which to come again", async () => {
    const body = { type: "urn:yoyo:problem:too-many-reissues", title: "", detail: "" };
    expect((await problemOf(answer(429, body, { "Retry-After": "120" }))).retryAfter).toBe(120);
  });

  it.each([
    ["a page of a proxy", answer(502, "<html>", { "Content-Type": "text/html" })],
    ["broken JSON", answer(500, "{")],
    ["an error of Keycloak's own", answer(500, { error: "unknown_error" })],
    ["a list", answer(500, [])],
  ])("is unknown for %s", async (_, response) => {
    expect(await problemOf(response)).toMatchObject({ type: "unknown", detail: "", errors: [] });
  });
});

describe("isRefused", () => {
  it.each([
    ["forbidden", true],
    ["organization-disabled", true],
    ["not-found", true],
    // A rule about this member, not the end of a right.
    ["more-privileged", false],
    ["last-administrator", false],
    ["step-up-required", false],
  ])("%s: %s", async (type, refused) => {
    expect(isRefused(await problemOf(answer(403, { type: `urn:yoyo:problem:${type}` })))).toBe(refused);
  });
});

describe("needsStepUp", () => {
  it.each([
    ["step-up-required", true],
    ["forbidden", false],
  ])("%s: %s", async (type, needed) => {
    expect(needsStepUp(await problemOf(answer(403, { type: `urn:yoyo:problem:${type}` })))).toBe(needed);
  });

  it("is nothing that another error says", () => {
    expect(needsStepUp(new Error("step-up-required"))).toBe(false);
  });
});
