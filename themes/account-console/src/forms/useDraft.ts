import { useCallback, useEffect, useRef, useState } from "react";
import { useMe } from "../root/MeProvider";
import { discardDraft, draftName, keepDraft, readDraft } from "./drafts";

type Draft<T> = {
  values: T;
  change: (values: T) => void;
  /** Whether the values are those of an earlier visit. */
  restored: boolean;
  /** Forgets what was typed and begins with other values. */
  reset: (values: T) => void;
};

/** Values of a form that survive a login in between, until {@link Draft.reset}. */
export function useDraft<T>(form: string, initial: T): Draft<T> {
  const { me } = useMe();
  const name = draftName(me?.id ?? "", form);
  const [kept] = useState(() => readDraft<T>(sessionStorage, name));
  const [values, setValues] = useState<T>(kept ?? initial);
  const [restored, setRestored] = useState(kept !== undefined);
  const changed = useRef(false);

  useEffect(() => {
    if (changed.current) {
      keepDraft(sessionStorage, name, values);
    }
  }, [name, values]);

  const change = useCallback((next: T) => {
    changed.current = true;
    setValues(next);
  }, []);
  const reset = useCallback(
    (next: T) => {
      changed.current = false;
      discardDraft(sessionStorage, name);
      setRestored(false);
      setValues(next);
    },
    [name],
  );
  return { values, change, restored, reset };
}
