import type { components } from "./schema";

type Schemas = components["schemas"];

// What the server answers beyond docs/api/organization-admin.yaml until the document names it; then this file goes.

export type Link = { label: string; url: string };

export type MeAdditions = { lastLogin?: number; links?: Link[] };

export type ActionName =
  | "update"
  | "change-email"
  | "change-roles"
  | "disable"
  | "enable"
  | "send-temporary-password"
  | "unlock"
  | "sign-out"
  | "remove";

export type MemberAdditions = { refused?: Partial<Record<ActionName, string>> };

export type EventAdditions = { actionLabel?: string };

export type ProposedUserId = Schemas["ProposedUserId"] & { free?: boolean; problem?: string };
