import type { Member, MemberUpdate } from "../api/types";
import { profileFields, type ProfileField, type ProfileValues } from "./fields";

export function profileOf(member: Member): ProfileValues {
  return Object.fromEntries(
    profileFields.map((field) => [field, member[field] ?? (field === "locale" ? "ja" : "")]),
  ) as ProfileValues;
}

/** The fields that were changed, and nothing else: what others changed meanwhile stays theirs. */
export function changesOf(base: ProfileValues, mine: ProfileValues): MemberUpdate {
  const changes: MemberUpdate = {};
  for (const field of profileFields) {
    if (mine[field] !== base[field]) {
      changes[field] = mine[field];
    }
  }
  return changes;
}

/** `mine` is absent where the user did not touch the field. */
export type Difference = { field: ProfileField; theirs: string; mine?: string };

/** What somebody else changed meanwhile, beside what the user typed in its place. */
export function differences(base: ProfileValues, theirs: ProfileValues, mine: ProfileValues): Difference[] {
  return profileFields
    .filter((field) => theirs[field] !== base[field] && theirs[field] !== mine[field])
    .map((field) => ({ field, theirs: theirs[field], mine: mine[field] === base[field] ? undefined : mine[field] }));
}

/** The form after somebody else's changes came in: own changes stand, what was not touched follows. */
export function rebased(base: ProfileValues, theirs: ProfileValues, mine: ProfileValues): ProfileValues {
  return Object.fromEntries(
    profileFields.map((field) => [field, mine[field] === base[field] ? theirs[field] : mine[field]]),
  ) as ProfileValues;
}
