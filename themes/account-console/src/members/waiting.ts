import { identificationWays, type Identification } from "./identification";

/** What the server may want a fresh second factor for. Each asks how the person was identified. */
export const afterStepUp = ["send-temporary-password", "reset-second-factor"] as const;
export type AfterStepUp = (typeof afterStepUp)[number];

/** What somebody was about to do when a second factor was asked for; kept in the tab meanwhile. */
export type Waiting = {
  action: AfterStepUp;
  identification: Identification;
  /** Milliseconds since 1970. */
  since: number;
};

/** Whoever comes back later than this has begun something else. */
const longestWait = 30 * 60 * 1000;

export function isAfterStepUp(action: string): action is AfterStepUp {
  return afterStepUp.some((name) => name === action);
}

/** What was kept, if it is such a thing and still worth to be offered. */
export function waitingIn(kept: Partial<Waiting> | undefined, now: number): Waiting | undefined {
  const { action = "", identification, since = 0 } = kept ?? {};
  if (!isAfterStepUp(action) || typeof identification?.detail !== "string" || now - since > longestWait) {
    return undefined;
  }
  const way = identificationWays.find((known) => known === identification.way);
  return { action, identification: { way, detail: identification.detail }, since };
}
