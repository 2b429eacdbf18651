import { isAborted, isMaintenance, isRefused, Problem, SessionExpired, Unreachable } from "../api/problem";
import type { Member, NewMember } from "../api/types";
import type { Row } from "./rows";

export type Outcome =
  | { status: "waiting" }
  | { status: "running" }
  | { status: "registered"; userId: string }
  /** An earlier attempt got as far as the account, but not as far as the answer. */
  | { status: "already"; userId: string }
  /** `error` absent: what happened is unknown. */
  | { status: "failed"; error?: Problem };

/** Outcomes by row number. A row without one was not tried. */
export type Outcomes = Readonly<Record<number, Outcome>>;

export type Registration = {
  register: (member: NewMember, signal: AbortSignal) => Promise<Member>;
  /** Members of the organisation by part of a user ID or mail address. */
  search: (text: string, signal: AbortSignal) => Promise<Member[]>;
};

/**
 * Registers rows one after the other. A wrong row stops no other one; an ended session, a right taken away, a maintenance
 * or a server that cannot be reached stops them all, and the rest can be tried again.
 *
 * Nothing is created twice: a row whose user ID is taken by the same person in this organisation is registered already,
 * and for a row without a user ID the same person is looked for before.
 *
 * @returns why it stopped early; nothing if it went through or was cancelled
 */
export async function registerRows(
  rows: readonly Row[],
  former: Outcomes,
  registration: Registration,
  report: (row: number, outcome: Outcome) => void,
  signal: AbortSignal,
): Promise<unknown> {
  for (const row of rows) {
    if (signal.aborted) {
      return undefined;
    }
    if (row.errors.length > 0 || isDone(former[row.number])) {
      continue;
    }
    report(row.number, { status: "running" });
    try {
      report(row.number, await registerRow(row.member, registration, signal));
    } catch (error) {
      if (isAborted(error)) {
        // The server may or may not have got it; the next attempt finds out.
        report(row.number, { status: "waiting" });
        return undefined;
      }
      if (error instanceof SessionExpired || isRefused(error) || isMaintenance(error)) {
        report(row.number, { status: "waiting" });
        return error;
      }
      report(row.number, { status: "failed", error: error instanceof Problem ? error : undefined });
      if (error instanceof Unreachable || !(error instanceof Problem)) {
        return error;
      }
    }
  }
  return undefined;
}

export function isDone(outcome: Outcome | undefined): boolean {
  return outcome?.status === "registered" || outcome?.status === "already";
}

async function registerRow(member: NewMember, registration: Registration, signal: AbortSignal): Promise<Outcome> {
  const find = async (text: string): Promise<Member | undefined> =>
    (await registration.search(text, signal)).find((found) => isSame(found, member));
  if (!member.userId) {
    const found = await find(member.email ?? "");
    if (found) {
      return { status: "already", userId: found.userId };
    }
  }
  try {
    const { userId } = await registration.register(member, signal);
    return { status: "registered", userId };
  } catch (error) {
    if (error instanceof Problem && error.type === "user-id-taken" && member.userId) {
      const found = await find(member.userId);
      if (found) {
        return { status: "already", userId: found.userId };
      }
    }
    throw error;
  }
}

/** Whether a member is the one that a row would register: a name sake with another mail address is not. */
export function isSame(member: Member, wanted: NewMember): boolean {
  const equal = (a: string | undefined, b: string | undefined) => (a ?? "").toLowerCase() === (b ?? "").toLowerCase();
  return (
    (!wanted.userId || equal(member.userId, wanted.userId)) &&
    equal(member.email, wanted.email) &&
    equal(member.lastName, wanted.lastName) &&
    equal(member.firstName, wanted.firstName)
  );
}
