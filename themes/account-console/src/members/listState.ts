import type { MemberQuery } from "../api/client";
import { memberSorts, memberStates, type MemberSort, type MemberState } from "../api/types";

/** What the list of members shows; the address of the page says it. */
export type ListState = {
  search: string;
  role: string;
  state: MemberState | "";
  sort: MemberSort;
  /** From 1. */
  page: number;
  perPage: number;
};

export const defaults: ListState = { search: "", role: "", state: "", sort: "userId", page: 1, perPage: 20 };

const longestSearch = 100;
const mostPerPage = 100;

export function parseListState(parameters: URLSearchParams): ListState {
  const state = parameters.get("state");
  const sort = parameters.get("sort");
  return {
    search: (parameters.get("search") ?? "").slice(0, longestSearch),
    role: parameters.get("role") ?? "",
    state: memberStates.find((known) => known === state) ?? "",
    sort: memberSorts.find((known) => known === sort) ?? defaults.sort,
    page: positive(parameters.get("page"), defaults.page),
    perPage: Math.min(positive(parameters.get("perPage"), defaults.perPage), mostPerPage),
  };
}

/** Only what differs from the default. */
export function toParameters(state: ListState): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const name of Object.keys(defaults) as (keyof ListState)[]) {
    if (state[name] !== defaults[name]) {
      parameters.set(name, String(state[name]));
    }
  }
  return parameters;
}

export function toQuery({ search, role, state, sort, page, perPage }: ListState): MemberQuery {
  return {
    search: search.trim() || undefined,
    role: role || undefined,
    state: state || undefined,
    sort,
    first: (page - 1) * perPage,
    max: perPage,
  };
}

export function isFiltered({ search, role, state }: ListState): boolean {
  return search.trim() !== "" || role !== "" || state !== "";
}

function positive(text: string | null, otherwise: number): number {
  return text !== null && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : otherwise;
}
