import type { EventQuery } from "../api/client";

/** What the history shows; the address of the page says it. Days are yyyy-mm-dd in the user's time. */
export type EventState = {
  action: string;
  actor: string;
  member: string;
  from: string;
  to: string;
  page: number;
  perPage: number;
};

export const defaults: EventState = { action: "", actor: "", member: "", from: "", to: "", page: 1, perPage: 50 };

export function parseEventState(parameters: URLSearchParams): EventState {
  const number = (name: "page" | "perPage", most: number) => {
    const text = parameters.get(name) ?? "";
    return /^[1-9]\d{0,6}$/.test(text) ? Math.min(Number(text), most) : defaults[name];
  };
  const text = (name: "action" | "actor" | "member") => (parameters.get(name) ?? "").slice(0, 100);
  const day = (name: "from" | "to") => {
    const value = parameters.get(name) ?? "";
    return startOf(value) === undefined ? "" : value;
  };
  return {
    action: text("action"),
    actor: text("actor"),
    member: text("member"),
    from: day("from"),
    to: day("to"),
    page: number("page", 1_000_000),
    perPage: number("perPage", 100),
  };
}

export function toParameters(state: EventState): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const name of Object.keys(defaults) as (keyof EventState)[]) {
    if (state[name] !== defaults[name]) {
      parameters.set(name, String(state[name]));
    }
  }
  return parameters;
}

export function toQuery(state: EventState): EventQuery {
  const last = startOf(state.to);
  return {
    action: state.action || undefined,
    actor: state.actor.trim().toLowerCase() || undefined,
    member: state.member.trim().toLowerCase() || undefined,
    from: startOf(state.from),
    to: last === undefined ? undefined : endOf(last),
    first: (state.page - 1) * state.perPage,
    max: state.perPage,
  };
}

export function isInOrder({ from, to }: Pick<EventState, "from" | "to">): boolean {
  return from === "" || to === "" || from <= to;
}

/** Midnight at which a day begins here. */
function startOf(day: string): number | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts) {
    return undefined;
  }
  const date = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return date.getMonth() === Number(parts[2]) - 1 ? date.getTime() : undefined;
}

/** The last millisecond of the day that begins then; not all days have 24 hours. */
function endOf(start: number): number {
  const date = new Date(start);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime() - 1;
}
