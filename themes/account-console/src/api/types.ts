import type { components } from "./schema";

type Schemas = components["schemas"];

/** The document cannot say which fields an answer always holds; the server's views can. */
type Always<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };

/** What can be done to a member, by the names by which the view of a member says what is refused. */
export type ActionName =
  | "update"
  | "change-email"
  | "change-roles"
  | "disable"
  | "enable"
  | "send-temporary-password"
  | "reset-second-factor"
  | "unlock"
  | "sign-out"
  | "remove";

export type Link = Always<Schemas["Link"], "label" | "url">;

export type ProposedUserId = Schemas["ProposedUserId"];

export type Role = Always<Schemas["Role"], "name" | "label" | "administrator" | "grantable">;

export type MyOrganization = Always<
  Omit<Schemas["MyOrganization"], "roles">,
  "alias" | "name" | "displayName" | "enabled" | "permissions"
> & { roles: Role[] };

export type Me = Always<Omit<Schemas["Me"], "organizations" | "links">, "id" | "userId"> & {
  organizations: MyOrganization[];
  links: Link[];
};

export type Member = Always<
  Omit<Schemas["Member"], "refused">,
  "id" | "userId" | "roles" | "state" | "enabled" | "memberOfOthers" | "version"
> & {
  /** Why an action may not be done now; lists do not say it. */
  refused?: Partial<Record<ActionName, string>>;
};

export type NewMember = Schemas["NewMember"];
export type MemberUpdate = Schemas["MemberUpdate"];

export type AuditEvent = Always<Schemas["Event"], "id" | "time" | "action">;

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
  "reset-second-factor",
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
