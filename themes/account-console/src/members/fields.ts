import type { NewMember } from "../api/types";

/** The fields that people type, in the order of the form and of the template; the user ID and the roles are special. */
export const profileFields = [
  "lastName",
  "firstName",
  "lastNameKana",
  "firstNameKana",
  "email",
  "phoneNumber",
  "department",
  "locale",
] as const;
export type ProfileField = (typeof profileFields)[number];
export type FieldName = ProfileField | "userId";

export type ProfileValues = Record<ProfileField, string>;

export const emptyProfile: ProfileValues = {
  lastName: "",
  firstName: "",
  lastNameKana: "",
  firstNameKana: "",
  email: "",
  phoneNumber: "",
  department: "",
  locale: "ja",
};

export const requiredFields: ReadonlySet<FieldName> = new Set(["lastName", "firstName", "email"]);

/** As the realm's user profile has them. The server decides; these only spare a round trip. */
export const longest: Record<FieldName, number> = {
  userId: 64,
  lastName: 64,
  firstName: 64,
  lastNameKana: 64,
  firstNameKana: 64,
  email: 254,
  phoneNumber: 20,
  department: 100,
  locale: 2,
};

const kana = /^[ァ-ヺー・ 　]+$/;
const email = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/;
const phoneNumber = /^[+]?[0-9][0-9-]{8,17}[0-9]$/;
const userId = /^[a-z0-9][a-z0-9._-]{2,63}$/;

/** A message to translate. */
export type FieldComplaint = { key: string; values?: Record<string, string | number> };

export function complaintAbout(field: FieldName, value: string): FieldComplaint | undefined {
  if (value === "") {
    return requiredFields.has(field) ? { key: "field.error.required" } : undefined;
  }
  if (field === "userId") {
    return userId.test(value) ? undefined : { key: "field.error.userId" };
  }
  if (value.length > longest[field]) {
    return { key: "field.error.tooLong", values: { max: longest[field] } };
  }
  switch (field) {
    case "lastNameKana":
    case "firstNameKana":
      return kana.test(value) ? undefined : { key: "field.error.kana" };
    case "email":
      return email.test(value) ? undefined : { key: "field.error.email" };
    case "phoneNumber":
      return phoneNumber.test(value) ? undefined : { key: "field.error.phoneNumber" };
    case "locale":
      return value === "ja" || value === "en" ? undefined : { key: "field.error.locale" };
    default:
      return undefined;
  }
}

const halfWidthKana = /[\uff61-\uff9f]+/g;

/** What a person surely meant: no blanks around, kana in full width, digits and signs in half width. */
export function tidied(field: FieldName, value: string): string {
  const stripped = value.replace(/^[\s\u3000]+|[\s\u3000]+$/g, "");
  switch (field) {
    case "userId":
      return stripped.normalize("NFKC").toLowerCase();
    case "email":
    case "locale":
      return stripped.normalize("NFKC");
    case "phoneNumber":
      return stripped.normalize("NFKC").replace(/[‐‑‒–—―−ー]/g, "-");
    case "lastNameKana":
    case "firstNameKana":
      return toKatakana(stripped.replace(halfWidthKana, (text) => text.normalize("NFKC")));
    default:
      return stripped;
  }
}

/** Hiragana is as far from katakana in the character table for each letter. */
function toKatakana(text: string): string {
  return text.replace(/[ぁ-ゖ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60));
}

/** What the API wants: optional fields left out if they are empty. */
export function toNewMember(userIdValue: string, values: ProfileValues, roles: string[]): NewMember {
  const member: NewMember = { roles };
  if (userIdValue) {
    member.userId = userIdValue;
  }
  for (const field of profileFields) {
    if (values[field]) {
      member[field] = values[field];
    }
  }
  return member;
}
