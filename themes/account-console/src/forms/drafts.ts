/** What was typed and not saved yet, kept in the browser's tab until it is saved, given up or the user logs out. */
export type Drafts = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

const prefix = "yoyo-draft:";

/** The user's id is part of the name: nobody else who logs in in this tab sees the draft. */
export function draftName(userId: string, form: string): string {
  return `${prefix}${userId}:${form}`;
}

export function keepDraft(storage: Drafts, name: string, values: unknown): void {
  try {
    storage.setItem(name, JSON.stringify(values));
  } catch {
    // The tab's storage is full or switched off: the form works without.
  }
}

export function readDraft<T>(storage: Drafts, name: string): T | undefined {
  try {
    const text = storage.getItem(name);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

export function discardDraft(storage: Drafts, name: string): void {
  try {
    storage.removeItem(name);
  } catch {
    // See keepDraft.
  }
}

/** Every draft of every user in this tab. */
export function discardDrafts(storage: Drafts): void {
  const names = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  for (const name of names) {
    if (name?.startsWith(prefix)) {
      discardDraft(storage, name);
    }
  }
}
