import { afterEach, describe, expect, it, vi } from "vitest";
import { OrganizationAdmin } from "./client";
import { Problem, SessionExpired, Unreachable } from "./problem";

const api = new OrganizationAdmin({
  serverBaseUrl: "https://id.example.jp",
  realm: "yoyo",
  language: () => "ja",
  token: () => Promise.resolve("token"),
});

function answering(response: Response | Error) {
  const fetched = vi.fn((_url: URL, _init: RequestInit) =>
    response instanceof Error ? Promise.reject(response) : Promise.resolve(response),
  );
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

afterEach(() => vi.unstubAllGlobals());

describe("OrganizationAdmin", () => {
  it("sends token and language, and no cookie", async () => {
    const fetched = answering(Response.json({ id: "1" }));
    await api.me();
    const [url, init] = fetched.mock.calls[0] ?? [];
    expect(String(url)).toBe("https://id.example.jp/realms/yoyo/organization-admin/me");
    expect(init).toMatchObject({
      credentials: "omit",
      headers: { Authorization: "Bearer token", "Accept-Language": "ja" },
    });
  });

  it("leaves empty parameters out and encodes what is in a path", async () => {
    const fetched = answering(Response.json({ items: [] }));
    await api.members("a/b", { search: "予防 花子", role: undefined, first: 0, max: 20 });
    expect(String(fetched.mock.calls[0]?.[0])).toBe(
      "https://id.example.jp/realms/yoyo/organization-admin/organizations/a%2Fb/members" +
        "?search=%E4%BA%88%E9%98%B2+%E8%8A%B1%E5%AD%90&first=0&max=20",
    );
  });

  it("names the version that was read", async () => {
    const fetched = answering(Response.json({}));
    await api.update("o", "m", "v1", { email: "a@example.jp" });
    expect(fetched.mock.calls[0]?.[1]).toMatchObject({ method: "PUT", headers: { "If-Match": "v1" } });
  });

  it("fails with SessionExpired on 401", async () => {
    answering(new Response(null, { status: 401 }));
    await expect(api.me()).rejects.toBeInstanceOf(SessionExpired);
  });

  it("fails with Unreachable without an answer", async () => {
    answering(new TypeError("Failed to fetch"));
    await expect(api.me()).rejects.toBeInstanceOf(Unreachable);
  });

  it("fails with the problem otherwise", async () => {
    answering(
      new Response(JSON.stringify({ type: "urn:yoyo:problem:version-changed" }), {
        status: 412,
        headers: { "Content-Type": "application/problem+json" },
      }),
    );
    await expect(api.me()).rejects.toMatchObject(new Problem("version-changed", 412, "", ""));
  });

  it("sends nothing after it was cancelled", async () => {
    const fetched = answering(Response.json({}));
    await expect(api.me(AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
    expect(fetched).not.toHaveBeenCalled();
  });
});
