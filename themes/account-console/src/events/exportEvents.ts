import type { EventQuery } from "../api/client";
import type { AuditEvent, Page } from "../api/types";

type Read = (query: EventQuery, signal: AbortSignal) => Promise<Page<AuditEvent>>;

const pageSize = 100;

/**
 * Everything that matches, newest first. What happens while it reads would push each page on by some; so it reads up to
 * the moment at which it begins, and takes no event twice.
 */
export async function allEvents(
  read: Read,
  query: Omit<EventQuery, "first" | "max">,
  now: number,
  progress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<AuditEvent[]> {
  const events = new Map<string, AuditEvent>();
  const until = { ...query, to: Math.min(query.to ?? now, now) };
  for (let first = 0; ; first += pageSize) {
    signal.throwIfAborted();
    const page = await read({ ...until, first, max: pageSize }, signal);
    for (const event of page.items) {
      events.set(event.id, event);
    }
    progress(Math.min(first + page.items.length, page.total), page.total);
    if (page.items.length === 0 || first + page.items.length >= page.total) {
      return [...events.values()];
    }
  }
}
