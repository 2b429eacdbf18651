import { createInstance } from "i18next";
import FetchBackend from "i18next-fetch-backend";
import { initReactI18next } from "react-i18next";
import { environment } from "./environment";

type Message = { key: string; value: string };

/** The texts of the theme and of those above it, from the server's message bundle. */
export const i18n = createInstance({
  lng: environment.locale,
  // Japanese has every text of the pages shown here: English besides it would only be one more file to load.
  fallbackLng: environment.locale === "ja" ? false : "en",
  // Keys are flat: their dots are only there for reading.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  backend: {
    loadPath: `${environment.serverBaseUrl}/resources/${environment.realm}/account/{{lng}}`,
    parse: (text: string) =>
      Object.fromEntries((JSON.parse(text) as Message[]).map(({ key, value }) => [key, value])),
  },
});

i18n.use(FetchBackend);
i18n.use(initReactI18next);

// The stock page of personal information says this when the user chose another language there.
window.addEventListener("languageChanged", (event) => {
  const language = (event as CustomEvent<{ language?: string }>).detail?.language;
  if (language) {
    environment.locale = language;
    void i18n.changeLanguage(language);
  }
});

i18n.on("languageChanged", (language: string) => {
  document.documentElement.lang = language;
});
