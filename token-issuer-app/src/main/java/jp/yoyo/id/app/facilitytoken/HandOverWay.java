package jp.yoyo.id.app.facilitytoken;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 受領方法: how the claim code gets to the facility. */
public enum HandOverWay {
  /** 書面. */
  PAPER("書面"),
  /** メール. */
  MAIL("メール");

  private final String japanese;

  HandOverWay(String japanese) {
    this.japanese = japanese;
  }

  /** As it stands in the form. */
  public String japanese() {
    return japanese;
  }

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String key() {
    return "facilitytoken.way." + column();
  }

  /** By its column or its Japanese name; empty for anything else. */
  static Optional<HandOverWay> named(@Nullable String typed) {
    for (HandOverWay way : values()) {
      if (way.column().equals(typed) || way.japanese.equals(typed)) {
        return Optional.of(way);
      }
    }
    return Optional.empty();
  }
}
