export type FieldError = { field: string; message: string };

const prefix = "urn:yoyo:problem:";

/** What the server refused, in the words it chose for the user (RFC 9457). */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    /** The problem's name without its prefix, e.g. user-id-taken; "unknown" if the answer was not ours. */
    readonly type: string,
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly errors: readonly FieldError[] = [],
    /** Seconds after which the same call may succeed. */
    readonly retryAfter?: number,
  ) {
    super(`${status} ${type}`);
  }

  /** What is wrong with each field, the first complaint about it. */
  byField(): Readonly<Record<string, string>> {
    const texts: Record<string, string> = {};
    for (const { field, message } of this.errors) {
      texts[field] ??= message;
    }
    return texts;
  }
}

/** Nobody is logged in any more. */
export class SessionExpired extends Error {
  override readonly name = "SessionExpired";
}

/** No answer at all: no network, or a server that is starting. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

export function isAborted(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

/** Whether the caller may no longer see this page, or the thing on it is gone. */
export function isRefused(error: unknown): error is Problem {
  return (
    error instanceof Problem && ["forbidden", "organization-disabled", "not-found"].includes(error.type)
  );
}

/** Whether the caller has to show a second factor anew before it can be done. */
export function needsStepUp(error: unknown): error is Problem {
  return error instanceof Problem && error.type === "step-up-required";
}

/** Whether nothing can be read or saved because a maintenance lasts. */
export function isMaintenance(error: unknown): error is Problem {
  return error instanceof Problem && error.type === "maintenance";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The problem in an answer that is not a success. Answers of proxies and of Keycloak itself have other forms. */
export async function problemOf(response: Response): Promise<Problem> {
  const retryAfter = Number(response.headers.get("Retry-After") ?? "") || undefined;
  const unknown = () => new Problem("unknown", response.status, "", "", [], retryAfter);
  if (!(response.headers.get("Content-Type") ?? "").includes("json")) {
    return unknown();
  }
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    return unknown();
  }
  if (!isRecord(body) || !text(body.type).startsWith(prefix)) {
    return unknown();
  }
  const errors = Array.isArray(body.errors)
    ? body.errors
        .filter(isRecord)
        .map((error) => ({ field: text(error.field), message: text(error.message) }))
    : [];
  return new Problem(
    text(body.type).slice(prefix.length),
    response.status,
    text(body.title),
    text(body.detail),
    errors,
    retryAfter,
  );
}
