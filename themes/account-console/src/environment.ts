import type { AccountEnvironment } from "@keycloak/keycloak-account-ui";

/** What the server writes into the page (keycloak.v3, index.ftl). */
export type ConsoleEnvironment = AccountEnvironment & { locale: string };

function injected(): ConsoleEnvironment {
  const text = document.getElementById("environment")?.textContent;
  if (!text) {
    throw new Error("The page holds no environment.");
  }
  const environment = JSON.parse(text) as ConsoleEnvironment;
  return {
    ...environment,
    features: {
      ...environment.features,
      // An account belongs to the organisation: its administrators remove it, and its user ID is never given away again.
      deleteAccountAllowed: false,
      isLinkedAccountsEnabled: false,
    },
  };
}

export const environment = injected();
