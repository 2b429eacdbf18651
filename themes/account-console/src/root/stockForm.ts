import { discardDraft, draftName, keepDraft, readDraft, type Drafts } from "../forms/drafts";

// The stock page of personal information knows nothing of drafts, and its form is only to be had as it stands on the
// page. When the session ends its fields are read, and after the login they are typed in again.

const place = "[data-yoyo-stock-form]";

const draftOf = (userId: string) => draftName(userId, "personal-info");

function fields(form: ParentNode): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>("input[name]:not([readonly], [disabled], [type=hidden])")];
}

export function keepStockForm(document: ParentNode, storage: Drafts, userId: string): void {
  const form = document.querySelector(`${place} form`);
  if (form) {
    keepDraft(storage, draftOf(userId), Object.fromEntries(fields(form).map(({ name, value }) => [name, value])));
  }
}

/** Types the kept values in as soon as the form is there. Answers how to stop waiting for it. */
export function restoreStockForm(container: HTMLElement, storage: Drafts, userId: string): () => void {
  const kept = readDraft<Record<string, string>>(storage, draftOf(userId));
  if (!kept) {
    return () => {};
  }
  let timer: number | undefined;
  const observer = new MutationObserver(() => typeIn());
  const typeIn = () => {
    if (!container.querySelector("form")) {
      return;
    }
    observer.disconnect();
    // After the form has put the server's values in.
    timer = window.setTimeout(() => {
      discardDraft(storage, draftOf(userId));
      for (const field of fields(container)) {
        const value = kept[field.name];
        if (value !== undefined && value !== field.value) {
          type(field, value);
        }
      }
    });
  };
  observer.observe(container, { childList: true, subtree: true });
  typeIn();
  return () => {
    observer.disconnect();
    window.clearTimeout(timer);
  };
}

/** React listens to the event and asks its own setter, which must not have seen the value. */
function type(field: HTMLInputElement, value: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
