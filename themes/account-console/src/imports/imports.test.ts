import { describe, expect, it, vi } from "vitest";
import { Problem, SessionExpired, Unreachable } from "../api/problem";
import type { Member, NewMember } from "../api/types";
import { columns, letters, mostRows, parseRows, type Headings, type Row } from "./rows";
import { registerRows, type Outcome, type Registration } from "./runner";
import { decode, readCsv, readFile, UnreadableFile } from "./table";

const headings: Headings = {
  userId: ["ユーザID"],
  lastName: ["姓"],
  firstName: ["名"],
  lastNameKana: ["セイ（フリガナ）"],
  firstNameKana: ["メイ（フリガナ）"],
  email: ["メールアドレス"],
  phoneNumber: ["電話番号"],
  department: ["部署"],
  roles: ["権限"],
  locale: ["通知メールの言語"],
};
const roles = [
  { name: "accountant", label: "経理担当", administrator: false, grantable: true },
  { name: "organization-admin", label: "管理者権限を持つユーザ", administrator: true, grantable: false },
];
const head = columns.map((column) => headings[column][0] ?? "");
const good = ["clinic-001", "予防", "花子", "ヨボウ", "ハナコ", "hanako@example.jp", "03-1234-5678", "受付", "", ""];

/** 予防,花子 in CP932. */
const cp932 = Uint8Array.from([0x97, 0x5c, 0x96, 0x68, 0x2c, 0x89, 0xd4, 0x8e, 0x71]);

describe("a file", () => {
  it("of CP932, as Japanese Excel writes CSV, is read", () => {
    expect(decode(cp932)).toBe("予防,花子");
  });

  it("of UTF-8 is read, with mark and without", async () => {
    const text = new TextEncoder().encode("予防,花子");
    const marked = Uint8Array.from([0xef, 0xbb, 0xbf, ...text]);
    expect(await readFile(new Blob([text]))).toEqual([["予防", "花子"]]);
    expect(await readFile(new Blob([marked]))).toEqual([["予防", "花子"]]);
  });

  it("of no known characters is refused", () => {
    expect(() => decode(Uint8Array.from([0x81, 0xff, 0xfe]))).toThrow(UnreadableFile);
  });

  it("copied from a spreadsheet has tabs", async () => {
    expect(await readCsv("姓\t名\n予防\t花子")).toEqual([
      ["姓", "名"],
      ["予防", "花子"],
    ]);
  });

  it("keeps commas and line breaks inside quotes", async () => {
    expect(await readCsv('姓,部署\r\n予防,"受付,1\n課"\r\n')).toContainEqual(["予防", "受付,1\n課"]);
  });

  it("in the form of a workbook is read by its contents, whatever its name", async () => {
    const { default: write } = await import("write-excel-file/browser");
    const rows = [head, good].map((cells) => cells.map((value) => ({ value, type: String })));
    const blob = await write(rows).toBlob();
    const table = await readFile(blob);
    expect(parseRows(table, headings, roles).rows).toMatchObject([
      { number: 2, errors: [], member: { userId: "clinic-001", phoneNumber: "03-1234-5678" } },
    ]);
  });

  it("that only claims to be a workbook is refused", async () => {
    const broken = new Blob([Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3])]);
    await expect(readFile(broken)).rejects.toMatchObject({ reason: "unreadable" });
  });
});

describe("parseRows", () => {
  const parse = (...lines: string[][]) => parseRows([head, ...lines], headings, roles);
  const changed = (column: (typeof columns)[number], value: string) =>
    good.map((cell, index) => (columns[index] === column ? value : cell));

  it("takes a good row", () => {
    expect(parse(good).rows).toEqual([
      {
        number: 2,
        errors: [],
        member: {
          userId: "clinic-001",
          lastName: "予防",
          firstName: "花子",
          lastNameKana: "ヨボウ",
          firstNameKana: "ハナコ",
          email: "hanako@example.jp",
          phoneNumber: "03-1234-5678",
          department: "受付",
          locale: "ja",
          roles: [],
        },
      },
    ]);
  });

  it("takes columns in any order, by either language's name or the API's", () => {
    const table = [
      ["email", "firstName", "姓 ※必須", "備考"],
      ["hanako@example.jp", "花子", "予防", "x"],
    ];
    const parsed = parseRows(table, headings, roles);
    expect(parsed.rows[0]?.member).toMatchObject({ lastName: "予防", firstName: "花子" });
    expect(parsed.unknownColumns).toEqual(["備考"]);
  });

  it("names the cell of each error", () => {
    const row = parse(good, changed("email", "x"), changed("userId", "X!")).rows;
    expect(row[1]?.errors).toContainEqual({ key: "field.error.email", column: "email", cell: "F3" });
    expect(row[2]?.errors).toContainEqual({ key: "field.error.userId", column: "userId", cell: "A4" });
  });

  it("finds a user ID that stands twice, whatever its case", () => {
    expect(parse(good, changed("userId", "CLINIC-001")).rows[1]?.errors).toMatchObject([
      { key: "field.error.userIdTwice", values: { row: 2 } },
    ]);
  });

  it("takes roles by name or label, several in a cell", () => {
    expect(parse(changed("roles", "経理担当、accountant")).rows[0]).toMatchObject({ errors: [], member: { roles: ["accountant"] } });
  });

  it.each([
    ["王様", "field.error.role"],
    ["管理者権限を持つユーザ", "field.error.roleNotGrantable"],
  ])("refuses the role %s", (text, key) => {
    expect(parse(changed("roles", text)).rows[0]?.errors).toMatchObject([{ key, column: "roles", cell: "I2" }]);
  });

  it("skips empty lines and keeps the row numbers of the file", () => {
    expect(parse([], good.map(() => " "), good).rows.map(({ number }) => number)).toEqual([4]);
  });

  it("says which columns are missing", () => {
    expect(parseRows([["姓"], ["予防"]], headings, roles).problem).toEqual({
      key: "import.file.missingColumns",
      columns: ["firstName", "email"],
    });
  });

  it("refuses no rows and too many", () => {
    expect(parse().problem?.key).toBe("import.file.empty");
    const many = Array.from({ length: mostRows + 1 }, (_, index) => changed("userId", `clinic-${index}`));
    expect(parse(...many).problem?.key).toBe("import.file.tooMany");
  });

  it.each([
    [0, "A"],
    [25, "Z"],
    [26, "AA"],
    [701, "ZZ"],
    [702, "AAA"],
  ])("column %i is %s", (index, name) => {
    expect(letters(index)).toBe(name);
  });
});

describe("registerRows", () => {
  const row = (number: number, userId?: string): Row => ({
    number,
    errors: [],
    member: { userId, lastName: "予防", firstName: `花子${number}`, email: "clinic@example.jp", roles: [] },
  });

  /** A server that keeps what it got, as far as this matters. */
  function server() {
    const members: Member[] = [];
    const register = vi.fn((member: NewMember): Promise<Member> => {
      if (members.some(({ userId }) => userId === member.userId)) {
        return Promise.reject(new Problem("user-id-taken", 409, "", ""));
      }
      const created = { ...member, userId: member.userId ?? `clinic-${members.length}`, id: "x" } as Member;
      members.push(created);
      return Promise.resolve(created);
    });
    const search = (text: string) =>
      Promise.resolve(members.filter(({ userId, email }) => userId.includes(text) || email?.includes(text)));
    return { members, register, search };
  }

  async function run(rows: Row[], registration: Registration, former = {}, signal = new AbortController().signal) {
    const outcomes: Record<number, Outcome> = { ...former };
    const failure = await registerRows(rows, former, registration, (number, outcome) => {
      outcomes[number] = outcome;
    }, signal);
    return { outcomes, failure };
  }

  it("registers every row, and a wrong one stops no other", async () => {
    const backend = server();
    const wrong = { ...row(3, "c"), errors: [{ key: "x", column: "email" as const, cell: "F3" }] };
    backend.register.mockImplementationOnce(() => Promise.reject(new Problem("invalid", 400, "", "")));
    const { outcomes, failure } = await run([row(2, "a"), wrong, row(4, "b")], backend);
    expect(failure).toBeUndefined();
    expect(outcomes[2]?.status).toBe("failed");
    expect(outcomes[3]).toBeUndefined();
    expect(outcomes[4]).toEqual({ status: "registered", userId: "b" });
  });

  it("recognizes what a broken attempt has registered, with user ID and without", async () => {
    const backend = server();
    const rows = [row(2, "a"), row(3)];
    await run(rows, backend);
    const { outcomes } = await run(rows, backend);
    expect(backend.members).toHaveLength(2);
    expect([outcomes[2], outcomes[3]]).toEqual([
      { status: "already", userId: "a" },
      { status: "already", userId: "clinic-1" },
    ]);
  });

  it("takes a user ID of somebody else for taken", async () => {
    const backend = server();
    await run([row(2, "a")], backend);
    const { outcomes } = await run([row(9, "a")], backend);
    expect(outcomes[9]).toMatchObject({ status: "failed", error: { type: "user-id-taken" } });
  });

  it("does not touch rows that are done", async () => {
    const backend = server();
    await run([row(2, "a"), row(3, "b")], backend, { 2: { status: "registered", userId: "a" } });
    expect(backend.members.map(({ userId }) => userId)).toEqual(["b"]);
  });

  it("stops when it is cancelled, and goes on from there", async () => {
    const backend = server();
    const controller = new AbortController();
    backend.register.mockImplementationOnce((member) => {
      controller.abort();
      return Promise.resolve({ ...member, userId: "a" } as Member);
    });
    const first = await run([row(2, "a"), row(3, "b")], backend, {}, controller.signal);
    expect(first.outcomes[3]).toBeUndefined();
    const second = await run([row(2, "a"), row(3, "b")], backend, first.outcomes);
    expect(second.outcomes[3]).toEqual({ status: "registered", userId: "b" });
    expect(backend.register).toHaveBeenCalledTimes(2);
  });

  it.each([
    ["an ended session", new SessionExpired(), "waiting"],
    ["a right taken away", new Problem("forbidden", 403, "", ""), "waiting"],
    ["a maintenance", new Problem("maintenance", 503, "", ""), "waiting"],
    // Whether the server got it is unknown.
    ["a server that cannot be reached", new Unreachable(), "failed"],
  ])("%s stops everything", async (_, error, status) => {
    const backend = server();
    backend.register.mockImplementationOnce(() => Promise.reject(error));
    const { outcomes, failure } = await run([row(2, "a"), row(3, "b")], backend);
    expect(failure).toBe(error);
    expect(outcomes[2]?.status).toBe(status);
    expect(backend.register).toHaveBeenCalledTimes(1);
  });
});
