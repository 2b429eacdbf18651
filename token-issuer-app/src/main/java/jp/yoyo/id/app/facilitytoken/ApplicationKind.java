package jp.yoyo.id.app.facilitytoken;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 申請区分: what is applied for. */
public enum ApplicationKind {
  /** 新規: the first token. */
  NEW("新規", false, false),
  /** 再発行: instead of one that was lost or leaked, which ends when the new one is claimed. */
  REISSUE("再発行", true, true),
  /** 追加: one more, for another terminal or app. */
  ADDITION("追加", false, false),
  /** 更新: instead of one that is about to expire, which stays valid for the overlap. */
  RENEWAL("更新", true, false),
  /** 変更: instead of one whose app or terminal is other now. */
  CHANGE("変更", true, true),
  /** 廃止: the end of one. */
  ABOLITION("廃止", true, true);

  private final String japanese;
  private final boolean aboutToken;
  private final boolean reasonRequired;

  ApplicationKind(String japanese, boolean aboutToken, boolean reasonRequired) {
    this.japanese = japanese;
    this.aboutToken = aboutToken;
    this.reasonRequired = reasonRequired;
  }

  /** As it stands in the form. */
  public String japanese() {
    return japanese;
  }

  /** Whether it is about a token that there is (対象トークン). */
  public boolean aboutToken() {
    return aboutToken;
  }

  /** Whether it has to be said why (事由). */
  public boolean reasonRequired() {
    return reasonRequired;
  }

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String key() {
    return "facilitytoken.kind." + column();
  }

  static ApplicationKind of(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }

  /** By its column or its Japanese name; empty for anything else. */
  static Optional<ApplicationKind> named(@Nullable String typed) {
    for (ApplicationKind kind : values()) {
      if (kind.column().equals(typed) || kind.japanese.equals(typed)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
