import { createContext, useCallback, useContext, useEffect, useMemo, useState, type PropsWithChildren } from "react";
import { isAborted, SessionExpired } from "../api/problem";
import type { Me, MyOrganization, Permission } from "../api/types";
import { i18n } from "../i18n";
import { useSession } from "./SessionProvider";

type Caller = {
  /** Absent until it is read. */
  me: Me | undefined;
  /** Why it could not be read. */
  error: unknown;
  /** Reads it again, after a right was given or taken away. */
  reload: () => void;
  /** As {@link reload}; done when the server has answered, whatever it said. */
  retry: () => Promise<void>;
};

const MeContext = createContext<Caller | undefined>(undefined);

export function useMe(): Caller {
  const caller = useContext(MeContext);
  if (!caller) {
    throw new Error("Not inside MeProvider.");
  }
  return caller;
}

/** The organisations in which the user holds a permission at the moment. */
export function holding(me: Me | undefined, permission: Permission): MyOrganization[] {
  return (me?.organizations ?? []).filter(
    (organization) => organization.enabled && organization.permissions.includes(permission),
  );
}

export function MeProvider({ children }: PropsWithChildren) {
  const { api, expire, open } = useSession();
  const [me, setMe] = useState<Me>();
  const [error, setError] = useState<unknown>();
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((former) => former + 1), []);

  useEffect(() => {
    // Labels of roles and links come in the user's language.
    i18n.on("languageChanged", reload);
    return () => i18n.off("languageChanged", reload);
  }, [reload]);

  const read = useCallback(
    (signal?: AbortSignal) =>
      api.me(signal).then(
        (known) => {
          setMe(known);
          setError(undefined);
          open();
        },
        (failure: unknown) => {
          if (failure instanceof SessionExpired) {
            expire();
          } else if (!isAborted(failure)) {
            setError(failure);
          }
        },
      ),
    [api, expire, open],
  );
  const retry = useCallback(() => read(), [read]);

  useEffect(() => {
    const controller = new AbortController();
    void read(controller.signal);
    return () => controller.abort();
  }, [read, round]);

  const caller = useMemo(() => ({ me, error, reload, retry }), [me, error, reload, retry]);
  return <MeContext.Provider value={caller}>{children}</MeContext.Provider>;
}
