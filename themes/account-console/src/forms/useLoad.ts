import { useCallback, useEffect, useState, type DependencyList } from "react";
import { isAborted, isMaintenance, isRefused, SessionExpired } from "../api/problem";
import { useMe } from "../root/MeProvider";
import { useSession } from "../root/SessionProvider";

type Loaded<T> = {
  /** What was read last; stays while the next is read. */
  data: T | undefined;
  error: unknown;
  loading: boolean;
  reload: () => void;
};

/** Reads something, again whenever the dependencies change; a call that is overtaken is cancelled. */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, dependencies: DependencyList): Loaded<T> {
  const { expire, closed } = useSession();
  const { reload: reloadMe } = useMe();
  const [state, setState] = useState<Omit<Loaded<T>, "reload">>({ data: undefined, error: undefined, loading: true });
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((former) => former + 1), []);

  useEffect(() => {
    const controller = new AbortController();
    setState(({ data }) => ({ data, error: undefined, loading: true }));
    load(controller.signal).then(
      (data) => {
        if (!controller.signal.aborted) {
          setState({ data, error: undefined, loading: false });
        }
      },
      (error: unknown) => {
        if (controller.signal.aborted || isAborted(error)) {
          return;
        }
        if (error instanceof SessionExpired) {
          expire();
          return;
        }
        if (isRefused(error)) {
          // The navigation, too, is to show what is allowed now.
          reloadMe();
        }
        setState({ data: undefined, error, loading: false });
      },
    );
    return () => controller.abort();
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [...dependencies, round, expire]);

  useEffect(() => {
    if (!closed && isMaintenance(state.error)) {
      reload();
    }
    // When it is over, and not each time it is read.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [closed]);

  return { ...state, reload };
}
