import type { KeyboardEvent } from "react";

/** What browsers report as the code of a key that an input method took. */
const takenByInputMethod = 229;

/** Whether a key belongs to the conversion of Japanese text: its Enter chooses a candidate and submits nothing. */
export function isComposing(event: { isComposing?: boolean; keyCode?: number }): boolean {
  // Safari ends the composition before it sends the key, but leaves its code.
  return event.isComposing === true || event.keyCode === takenByInputMethod;
}

/** For onKeyDown of a form. */
export function stopComposingEnter(event: KeyboardEvent): void {
  if (event.key === "Enter" && isComposing(event.nativeEvent)) {
    event.preventDefault();
  }
}
