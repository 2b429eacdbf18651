package jp.yoyo.id.acceptance.browser;

import java.util.Locale;

/** The languages of every page and mail. */
public enum Language {
  JA("ja-JP"),
  EN("en-US");

  private final String browserLocale;

  Language(String browserLocale) {
    this.browserLocale = browserLocale;
  }

  /** The text of this language. */
  public String of(String japanese, String english) {
    return this == JA ? japanese : english;
  }

  /** As in the attribute {@code lang} of a page. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  String browserLocale() {
    return browserLocale;
  }
}
