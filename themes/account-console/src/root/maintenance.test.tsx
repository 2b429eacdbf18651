import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import { watchForMaintenance } from "../api/maintenance";
import { Problem } from "../api/problem";
import { moment } from "./dates";
import { MaintenancePage } from "./MaintenancePage";

vi.mock("react-i18next", () => ({
  useTranslation: () => ({
    t: (key: string, values?: Record<string, string>) => [key, ...Object.values(values ?? {})].join(" "),
    i18n: { language: "ja" },
  }),
}));

const closed = () =>
  new Response(JSON.stringify({ type: "urn:yoyo:problem:maintenance", title: "メンテナンス中", detail: "移転します。" }), {
    status: 503,
    headers: { "Content-Type": "application/problem+json", "Retry-After": "600" },
  });

/** What is told when the server answers so. */
async function toldOf(answer: Response) {
  const page = { fetch: () => Promise.resolve(answer) };
  const tell = vi.fn<(problem: Problem) => void>();
  watchForMaintenance(page, tell);
  const given = await page.fetch();
  return { tell, text: await given.text() };
}

describe("watchForMaintenance", () => {
  it("tells what the server says, and leaves the answer to who asked", async () => {
    const { tell, text } = await toldOf(closed());
    expect(tell).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ type: "maintenance", detail: "移転します。", retryAfter: 600 }),
    );
    expect(text).toContain("移転します。");
  });

  it.each([
    ["a success", new Response("{}")],
    ["a proxy's 503", new Response("<html>", { status: 503 })],
    ["another problem", new Response('{"type":"urn:yoyo:problem:forbidden"}', { status: 403 })],
  ])("says nothing of %s", async (_, answer) => {
    expect((await toldOf(answer)).tell).not.toHaveBeenCalled();
  });

  it("ends when it is called off", () => {
    const own = () => Promise.resolve(closed());
    const page = { fetch: own };
    watchForMaintenance(page, vi.fn())();
    expect(page.fetch).toBe(own);
  });
});

describe("MaintenancePage", () => {
  const shown = (problem: Problem) =>
    renderToStaticMarkup(<MaintenancePage problem={problem} since={0} retry={() => Promise.resolve()} />);

  it("shows the server's text, the planned end and the way back", () => {
    const html = shown(new Problem("maintenance", 503, "", "移転します。", [], 600));
    expect(html).toContain("移転します。");
    expect(html).toContain(moment(600_000, "ja"));
    expect(html).toContain("console.maintenance.kept");
    expect(html).toContain("console.failure.retry");
  });

  it("does without text and end", () => {
    const html = shown(new Problem("maintenance", 503, "", ""));
    expect(html).toContain("console.failure.maintenance");
    expect(html).not.toContain("console.maintenance.until");
  });
});
