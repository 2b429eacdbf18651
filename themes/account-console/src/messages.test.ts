import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { eventActions, memberSorts, memberStates } from "./api/types";
import { columns } from "./imports/rows";
import { identificationWays } from "./members/identification";

const here = import.meta.dirname;

/** As far as our files use the format of Java: no continued lines, escapes only for blanks. */
function messages(language: string): Map<string, string> {
  const lines = readFileSync(path.join(here, `../messages/messages_${language}.properties`), "utf8").split("\n");
  const found = new Map<string, string>();
  for (const line of lines) {
    if (line === "" || line.startsWith("#")) {
      continue;
    }
    const end = line.indexOf("=");
    const key = line.slice(0, end);
    expect(found.has(key), `${key} stands twice in ${language}`).toBe(false);
    found.set(key, line.slice(end + 1));
  }
  return found;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((file) => file.isFile() && /\.tsx?$/.test(file.name) && !file.name.includes(".test."))
    .map((file) => readFileSync(path.join(file.parentPath, file.name), "utf8"));
}

const japanese = messages("ja");
const english = messages("en");

describe("messages", () => {
  it("have the same keys in both languages", () => {
    expect([...english.keys()].sort()).toEqual([...japanese.keys()].sort());
  });

  it("have the same parameters in both languages", () => {
    const parameters = (text: string | undefined) => [...(text ?? "").matchAll(/\{\{\w+\}\}/g)].map(String).sort();
    for (const [key, text] of japanese) {
      expect(parameters(english.get(key)), key).toEqual(parameters(text));
    }
  });

  it("are all there", () => {
    const stock = ["backTo"];
    const literal = sources(here)
      .flatMap((source) => [...source.matchAll(/(?:\bt\(|(?:key|hint\w*|: |\? |return )\s*)"([a-z]\w*(?:\.[\w-]+)*)"/g)])
      .map((match) => match[1] ?? "")
      .filter((key) => /^(console|members|member|field|roles|register|handOver|import|events|identification)\./.test(key));
    const computed = [
      ...memberStates.map((name) => `members.state.${name}`),
      ...memberSorts.map((name) => `members.sort.${name}`),
      ...eventActions.map((name) => `events.action.${name}`),
      ...["supervisor", "reason"].map((name) => `events.detail.name.${name}`),
      ...columns.map((name) => `field.${name}`),
      ...identificationWays.map((name) => `identification.${name}`),
      ...["first", "previous", "next", "last"].map((name) => `console.pager.${name}`),
      ...["unreadable", "tooLarge", "encoding"].map((name) => `import.file.${name}`),
      ...["invalid", "waiting", "running", "registered", "already", "failed"].map((name) => `import.status.${name}`),
      ...["send-temporary-password", "reset-second-factor", "unlock", "sign-out", "disable", "enable", "remove"].flatMap((name) => [
        `member.action.${name}`,
        `member.explain.${name}`,
        `member.done.${name}`,
      ]),
    ];
    expect(literal.length).toBeGreaterThan(100);
    expect([...literal, ...computed].filter((key) => !japanese.has(key) && !stock.includes(key))).toEqual([]);
  });
});
