import "@patternfly/react-core/dist/styles/base.css";
import "keycloak-account-ui.css";
import "@patternfly/patternfly/patternfly-addons.css";
import "./styles/console.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { i18n } from "./i18n";
import { App } from "./root/App";

const container = document.getElementById("app");
if (!container) {
  throw new Error("The page holds no place for the console.");
}
void i18n.init().then(() =>
  createRoot(container).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
