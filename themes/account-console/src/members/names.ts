import type { Member } from "../api/types";

/** 姓 名, in the order in which the product writes names. */
export function nameOf(member: Pick<Member, "lastName" | "firstName">): string {
  return [member.lastName, member.firstName].filter(Boolean).join(" ");
}

export function stateColor(state: string): "green" | "orange" | "red" | "grey" {
  switch (state) {
    case "active":
      return "green";
    case "temporary-password-unchanged":
      return "orange";
    case "disabled":
      return "grey";
    default:
      return "red";
  }
}
