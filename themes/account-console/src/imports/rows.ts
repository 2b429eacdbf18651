import type { Role } from "../api/types";
import {
  complaintAbout,
  emptyProfile,
  profileFields,
  requiredFields,
  tidied,
  toNewMember,
  type FieldComplaint,
  type FieldName,
  type ProfileField,
  type ProfileValues,
} from "../members/fields";
import type { NewMember } from "../api/types";
import type { TableData } from "./table";

/** The columns of the template, in its order. */
export const columns = ["userId", ...profileFields.slice(0, -1), "roles", "locale"] as const;
export type Column = FieldName | "roles";

/** What a column may be called in the first line: in either language, or by the API's name. */
export type Headings = Record<Column, readonly string[]>;

export const mostRows = 1000;

export type CellError = FieldComplaint & { column: Column; /** As the spreadsheet calls it, e.g. C7. */ cell: string };

export type Row = {
  /** In the file, from 1; the headings are row 1. */
  number: number;
  member: NewMember;
  errors: CellError[];
};

export type FileProblem =
  | { key: "import.file.empty" }
  | { key: "import.file.tooMany"; values: { count: number; max: number } }
  | { key: "import.file.missingColumns"; columns: Column[] };

export type Parsed = { rows: Row[]; unknownColumns: string[]; problem?: FileProblem };

const separators = /[、,;／/|\n]+/;

/** Rows for registration, each with what is wrong in it; nothing is registered yet. */
export function parseRows(table: TableData, headings: Headings, roles: readonly Role[]): Parsed {
  const [first = [], ...lines] = table;
  const places = new Map<Column, number>();
  const unknownColumns: string[] = [];
  first.forEach((text, index) => {
    const wanted = comparable(text);
    const column = columns.find((name) => [name, ...headings[name]].some((known) => comparable(known) === wanted));
    if (column && !places.has(column)) {
      places.set(column, index);
    } else if (wanted !== "") {
      unknownColumns.push(text.trim());
    }
  });
  const missing = [...requiredFields].filter((name) => !places.has(name));
  if (missing.length > 0) {
    return { rows: [], unknownColumns, problem: { key: "import.file.missingColumns", columns: missing } };
  }

  const filled = lines
    .map((cells, index) => ({ cells, number: index + 2 }))
    .filter(({ cells }) => [...places.values()].some((index) => (cells[index] ?? "").trim() !== ""));
  if (filled.length === 0) {
    return { rows: [], unknownColumns, problem: { key: "import.file.empty" } };
  }
  if (filled.length > mostRows) {
    const values = { count: filled.length, max: mostRows };
    return { rows: [], unknownColumns, problem: { key: "import.file.tooMany", values } };
  }

  const rowOf = new Map<string, number>();
  const rows = filled.map(({ cells, number }) => {
    const errors: CellError[] = [];
    const at = (column: Column): string => cells[places.get(column) ?? -1] ?? "";
    const complain = (column: Column, complaint: FieldComplaint) =>
      errors.push({ ...complaint, column, cell: `${letters(places.get(column) ?? 0)}${number}` });

    const userId = tidied("userId", at("userId"));
    const aboutUserId = userId === "" ? undefined : complaintAbout("userId", userId);
    if (aboutUserId) {
      complain("userId", aboutUserId);
    } else if (userId !== "") {
      const former = rowOf.get(userId);
      if (former !== undefined) {
        complain("userId", { key: "field.error.userIdTwice", values: { row: former } });
      } else {
        rowOf.set(userId, number);
      }
    }

    const profile: ProfileValues = { ...emptyProfile };
    for (const field of profileFields) {
      const value = field === "locale" ? localeOf(at(field)) : tidied(field, unquoted(at(field), field));
      profile[field] = value;
      const complaint = complaintAbout(field, value);
      if (complaint) {
        complain(field, complaint);
      }
    }

    const chosen: string[] = [];
    for (const text of at("roles").split(separators).map((part) => part.trim()).filter(Boolean)) {
      const role = roles.find(({ name, label }) => [name, label].some((known) => comparable(known) === comparable(text)));
      if (!role) {
        complain("roles", { key: "field.error.role", values: { role: text } });
      } else if (!role.grantable) {
        complain("roles", { key: "field.error.roleNotGrantable", values: { role: role.label } });
      } else if (!chosen.includes(role.name)) {
        chosen.push(role.name);
      }
    }
    return { number, member: toNewMember(userId, profile, chosen), errors };
  });
  return { rows, unknownColumns };
}

/** Language names as people write them. */
function localeOf(text: string): string {
  const value = tidied("locale", text).toLowerCase();
  if (value === "" || value === "日本語" || value === "japanese") {
    return "ja";
  }
  return value === "英語" || value === "english" ? "en" : value;
}

/** The apostrophe by which a spreadsheet, or our own export, keeps a cell text. */
function unquoted(text: string, field: ProfileField): string {
  return field === "phoneNumber" ? text.replace(/^'/, "") : text;
}

function comparable(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s*＊※]+|必須|任意/g, "")
    .toLowerCase();
}

/** 0 is A, 26 is AA. */
export function letters(index: number): string {
  const letter = String.fromCharCode("A".charCodeAt(0) + (index % 26));
  return index < 26 ? letter : letters(Math.floor(index / 26) - 1) + letter;
}
