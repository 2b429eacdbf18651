/** A moment as people write it, e.g. 2026年6月1日(月) 9:05. */
export function moment(time: number, language: string): string {
  return new Intl.DateTimeFormat(language, {
    year: "numeric",
    month: "long",
    day: "numeric",
    weekday: "short",
    hour: "numeric",
    minute: "2-digit",
  }).format(time);
}

/** A moment in few characters, for tables. */
export function shortMoment(time: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(time);
}
