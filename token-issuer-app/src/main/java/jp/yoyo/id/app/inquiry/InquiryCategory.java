package jp.yoyo.id.app.inquiry;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an inquiry is about. */
public enum InquiryCategory {
  /** ログイン・パスワード. */
  LOGIN,
  /** 所属ユーザ. */
  MEMBERS,
  /** 口座. */
  BANK_ACCOUNT,
  /** 医療機関マスタ. */
  FACILITY,
  /** 医療機関トークン. */
  FACILITY_TOKEN,
  /** システムエラー. */
  SYSTEM_ERROR,
  OTHER;

  /** As in the database and in forms. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Key of its name on screens. */
  public String key() {
    return "inquiry.category." + code();
  }

  /** All of them, in their order. */
  static List<InquiryCategory> all() {
    return List.of(values());
  }

  static InquiryCategory of(String code) {
    return named(code).orElseThrow();
  }

  /** The category of that name as it came in; empty for anything else. */
  static Optional<InquiryCategory> named(@Nullable String typed) {
    for (InquiryCategory category : values()) {
      if (category.code().equals(typed)) {
        return Optional.of(category);
      }
    }
    return Optional.empty();
  }
}
