import { Problem, problemOf, SessionExpired, Unreachable } from "./problem";
import type {
  AuditEvent,
  Me,
  Member,
  MemberSort,
  MemberState,
  MemberUpdate,
  NewMember,
  Page,
  ProposedUserId,
  Role,
} from "./types";

export type Connection = {
  /** Without a slash at the end. */
  serverBaseUrl: string;
  realm: string;
  /** Language of the texts in answers. */
  language: () => string;
  /** A bearer token that is valid now; fails if nobody is logged in. */
  token: () => Promise<string>;
};

type Call = {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  /** The version that was read. */
  version?: string;
  signal?: AbortSignal;
};

export type MemberQuery = {
  search?: string;
  role?: string;
  state?: MemberState;
  sort?: MemberSort;
  first: number;
  max: number;
};

export type EventQuery = {
  action?: string;
  actor?: string;
  member?: string;
  /** Milliseconds since 1970. */
  from?: number;
  to?: number;
  first: number;
  max: number;
};

/** The REST API of organization-admin: one method for one call. Every one fails with a Problem, SessionExpired or Unreachable. */
export class OrganizationAdmin {
  constructor(private readonly connection: Connection) {}

  me(signal?: AbortSignal): Promise<Me> {
    return this.call("me", { signal });
  }

  roles(organization: string, signal?: AbortSignal): Promise<Role[]> {
    return this.call(`${at(organization)}/roles`, { signal });
  }

  members(organization: string, query: MemberQuery, signal?: AbortSignal): Promise<Page<Member>> {
    return this.call(`${at(organization)}/members`, { query, signal });
  }

  member(organization: string, id: string, signal?: AbortSignal): Promise<Member> {
    return this.call(at(organization, id), { signal });
  }

  /** A free user ID; with `wanted`, whether that one could be had. */
  proposedUserId(organization: string, wanted: string | undefined, signal?: AbortSignal): Promise<ProposedUserId> {
    return this.call(`${at(organization)}/members/proposed-user-id`, { query: { wanted }, signal });
  }

  register(organization: string, member: NewMember, signal?: AbortSignal): Promise<Member> {
    return this.call(`${at(organization)}/members`, { method: "POST", body: member, signal });
  }

  update(organization: string, id: string, version: string, update: MemberUpdate): Promise<Member> {
    return this.call(at(organization, id), { method: "PUT", body: update, version });
  }

  changeRoles(organization: string, id: string, version: string, roles: string[]): Promise<Member> {
    return this.call(`${at(organization, id)}/roles`, { method: "PUT", body: { roles }, version });
  }

  enable(organization: string, id: string, enabled: boolean): Promise<void> {
    return this.call(`${at(organization, id)}/enabled`, { method: "PUT", body: { enabled } });
  }

  /** @param identification how the person was identified; the audit keeps it */
  sendTemporaryPassword(organization: string, id: string, identification: string): Promise<void> {
    return this.call(`${at(organization, id)}/temporary-password`, { method: "POST", body: { identification } });
  }

  /** @param identification how the person was identified; the audit keeps it */
  resetSecondFactor(organization: string, id: string, identification: string): Promise<void> {
    return this.call(`${at(organization, id)}/second-factor-reset`, { method: "POST", body: { identification } });
  }

  unlock(organization: string, id: string): Promise<void> {
    return this.call(`${at(organization, id)}/unlock`, { method: "POST" });
  }

  signOut(organization: string, id: string): Promise<void> {
    return this.call(`${at(organization, id)}/sign-out`, { method: "POST" });
  }

  remove(organization: string, id: string): Promise<void> {
    return this.call(at(organization, id), { method: "DELETE" });
  }

  events(organization: string, query: EventQuery, signal?: AbortSignal): Promise<Page<AuditEvent>> {
    return this.call(`${at(organization)}/events`, { query, signal });
  }

  private async call<T>(path: string, { method = "GET", query, body, version, signal }: Call): Promise<T> {
    const { serverBaseUrl, realm } = this.connection;
    const url = new URL(`${serverBaseUrl}/realms/${encodeURIComponent(realm)}/organization-admin/${path}`);
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined && value !== "") {
        url.searchParams.set(name, String(value));
      }
    }
    const headers: Record<string, string> = {
      Accept: "application/json, application/problem+json",
      "Accept-Language": this.connection.language(),
      Authorization: `Bearer ${await this.connection.token()}`,
    };
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
    }
    if (version !== undefined) {
      headers["If-Match"] = version;
    }
    signal?.throwIfAborted();
    let response: Response;
    try {
      response = await fetch(url, {
        method,
        headers,
        signal,
        cache: "no-store",
        credentials: "omit",
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch (error) {
      if (error instanceof TypeError) {
        throw new Unreachable();
      }
      throw error;
    }
    if (response.status === 401) {
      throw new SessionExpired();
    }
    if (!response.ok) {
      throw await problemOf(response);
    }
    if (response.status === 204) {
      return undefined as T;
    }
    try {
      return (await response.json()) as T;
    } catch (error) {
      if (signal?.aborted) {
        throw error;
      }
      throw new Problem("unknown", response.status, "", "");
    }
  }
}

function at(organization: string, member?: string): string {
  const path = `organizations/${encodeURIComponent(organization)}`;
  return member === undefined ? path : `${path}/members/${encodeURIComponent(member)}`;
}
