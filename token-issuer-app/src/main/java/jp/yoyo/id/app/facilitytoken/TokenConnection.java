package jp.yoyo.id.app.facilitytoken;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 接続形態: how the app reaches the network. */
public enum TokenConnection {
  /** インターネット接続. */
  INTERNET("インターネット接続"),
  /** 専用回線接続. */
  DEDICATED("専用回線接続"),
  /** 事業者のサーバ経由. */
  CLOUD("事業者のサーバ経由");

  private final String japanese;

  TokenConnection(String japanese) {
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
    return "facilitytoken.connection." + column();
  }

  /** By its column or its Japanese name; empty for anything else. */
  static Optional<TokenConnection> named(@Nullable String typed) {
    for (TokenConnection connection : values()) {
      if (connection.column().equals(typed) || connection.japanese.equals(typed)) {
        return Optional.of(connection);
      }
    }
    return Optional.empty();
  }
}
