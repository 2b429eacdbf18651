package jp.yoyo.id.app.keycloak;

import java.util.Locale;

/** A text in both languages. */
public record LocalizedText(String ja, String en) {

  public String in(Locale locale) {
    return locale.getLanguage().equals("ja") ? ja : en;
  }
}
