import type { EventAdditions, MeAdditions, MemberAdditions } from "./additions";
import type { components } from "./schema";

type Schemas = components["schemas"];

/** The document cannot say which fields an answer always holds; the server's views can. */
type Always<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };

export type { ActionName, Link, ProposedUserId } from "./additions";

export type Role = Always<Schemas["Role"], "name" | "label" | "administrator" | "grantable">;

export type MyOrganization = Always<
  Omit<Schemas["MyOrganization"], "roles">,
  "alias" | "name" | "displayName" | "enabled" | "permissions"
> & { roles: Role[] };

export type Me = Always<Omit<Schemas["Me"], "organizations">, "id" | "userId"> & {
  organizations: MyOrganization[];
} & MeAdditions;

export type Member = Always<
  Schemas["Member"],
  "id" | "userId" | "roles" | "state" | "enabled" | "memberOfOthers" | "version"
> &
  MemberAdditions;

export type NewMember = Schemas["NewMember"];
export type MemberUpdate = Schemas["MemberUpdate"];

export type AuditEvent = Always<Schemas["Event"], "id" | "time" | "action"> & EventAdditions;

export type Page<T> = { items: T[]; total: number; first: number; max: number };

export const memberStates = [
  "active",
  "temporary-password-unchanged",
  "temporary-password-expired",
  "locked",
  "disabled",
] as const;
export type MemberState = (typeof memberStates)[number];

export const memberSorts = ["userId", "-userId", "name", "-name", "createdAt", "-createdAt"] as const;
export type MemberSort = (typeof memberSorts)[number];

/** The permissions that our own pages ask for (Permission.java of organization-admin). */
export const permissions = {
  viewMembers: "view-members",
  manageMembers: "manage-members",
  manageRoles: "manage-roles",
  viewEvents: "view-events",
} as const;
export type Permission = (typeof permissions)[keyof typeof permissions];

/** What the server calls an action in an event (Audit.java of organization-admin). */
export const eventActions = [
  "register-member",
  "withdraw-registration",
  "update-member",
  "change-roles",
  "send-temporary-password",
  "disable-member",
  "enable-member",
  "unlock-member",
  "sign-out-member",
  "remove-member",
  "issue-organization",
  "withdraw-issue",
  "update-organization",
  "disable-organization",
  "enable-organization",
] as const;
