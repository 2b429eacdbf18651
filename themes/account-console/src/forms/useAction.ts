import { useCallback, useEffect, useState } from "react";
import { isMaintenance, isRefused, SessionExpired } from "../api/problem";
import { useMe } from "../root/MeProvider";
import { useSession } from "../root/SessionProvider";

type Action = {
  running: boolean;
  error: unknown;
  forget: () => void;
  /** Does something that changes data; answers whether it was done. */
  run: (act: () => Promise<void>) => Promise<boolean>;
};

/** One change at a time. What the server refuses is kept for the page to show; an ended session takes over the page. */
export function useAction(): Action {
  const { expire, closed } = useSession();
  const { reload } = useMe();
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>();
  const run = useCallback(
    async (act: () => Promise<void>) => {
      setRunning(true);
      setError(undefined);
      try {
        await act();
        return true;
      } catch (failure) {
        if (failure instanceof SessionExpired) {
          expire();
        } else {
          if (isRefused(failure)) {
            reload();
          }
          setError(failure);
        }
        return false;
      } finally {
        setRunning(false);
      }
    },
    [expire, reload],
  );
  useEffect(() => {
    if (!closed) {
      setError((former: unknown) => (isMaintenance(former) ? undefined : former));
    }
  }, [closed]);
  const forget = useCallback(() => setError(undefined), []);
  return { running, error, forget, run };
}
