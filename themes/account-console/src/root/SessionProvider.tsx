import { useEnvironment } from "@keycloak/keycloak-account-ui";
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
  type PropsWithChildren,
} from "react";
import { OrganizationAdmin } from "../api/client";
import { watchForMaintenance } from "../api/maintenance";
import { SessionExpired, Unreachable, type Problem } from "../api/problem";
import { environment, type ConsoleEnvironment } from "../environment";
import { discardDrafts } from "../forms/drafts";
import { i18n } from "../i18n";
import { keepStockForm } from "./stockForm";

type Session = {
  api: OrganizationAdmin;
  /** Whether the login is over and nothing can be read or saved until the next one. */
  expired: boolean;
  /** Says that the server no longer knows the login. */
  expire: () => void;
  /** What the server said last while a maintenance lasts, and when it said so. */
  closed: { problem: Problem; since: number } | undefined;
  /** Says that the server answers again. */
  open: () => void;
  /** Logs in again and comes back to this page. */
  logIn: () => void;
  /** Shows Keycloak a second factor anew and comes back to this page. */
  stepUp: () => void;
  logOut: () => void;
};

const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) {
    throw new Error("Not inside SessionProvider.");
  }
  return session;
}

/** The level of authentication that a second factor gives at that moment (acr_values). */
const levelOfSecondFactor = "2";

/** Time by which a token must still be valid to be sent, in seconds. */
const leastValidity = 5;

export function SessionProvider({ children }: PropsWithChildren) {
  const { keycloak } = useEnvironment<ConsoleEnvironment>();
  const [expired, setExpired] = useState(false);
  const [closed, setClosed] = useState<Session["closed"]>();
  const open = useCallback(() => setClosed(undefined), []);
  // keycloak-js forgets it together with the tokens.
  const [userId] = useState(keycloak.subject ?? "");
  const expire = useCallback(() => {
    keepStockForm(document, sessionStorage, userId);
    setExpired(true);
  }, [userId]);
  const { logIn, stepUp } = useMemo(() => {
    const login = keycloak.login.bind(keycloak);
    return {
      logIn: () => void login({ redirectUri: location.href }),
      stepUp: () => void login({ redirectUri: location.href, acrValues: levelOfSecondFactor }),
    };
  }, [keycloak]);

  // Before any page calls the server.
  useLayoutEffect(
    () => watchForMaintenance(window, (problem) => setClosed({ problem, since: Date.now() })),
    [],
  );

  useEffect(() => {
    const login = keycloak.login;
    // keycloak-js and the stock pages leave for the login page as soon as the session is over, and what was typed
    // is lost. Here a page says so first.
    keycloak.loginRequired = false;
    keycloak.onAuthLogout = expire;
    keycloak.login = (options) => {
      if (keycloak.authenticated) {
        return login.call(keycloak, options);
      }
      expire();
      return new Promise(() => {});
    };
    return () => {
      keycloak.login = login;
    };
  }, [keycloak, expire]);

  const api = useMemo(() => {
    const token = async () => {
      try {
        await keycloak.updateToken(leastValidity);
      } catch {
        if (keycloak.authenticated) {
          throw new Unreachable();
        }
      }
      if (!keycloak.token) {
        expire();
        throw new SessionExpired();
      }
      return keycloak.token;
    };
    return new OrganizationAdmin({
      serverBaseUrl: environment.serverBaseUrl,
      realm: environment.realm,
      language: () => i18n.language,
      token,
    });
  }, [keycloak, expire]);

  const logOut = useCallback(() => {
    discardDrafts(sessionStorage);
    void keycloak.logout({ redirectUri: environment.baseUrl });
  }, [keycloak]);

  const session = useMemo<Session>(
    () => ({ api, expired, expire, closed, open, logIn, stepUp, logOut }),
    [api, expired, expire, closed, open, logIn, stepUp, logOut],
  );

  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}
