package jp.yoyo.id.app.bankaccount;

import java.util.Locale;

/** 口座分類区分: for which payments an account is used. */
public enum AccountPurpose {
  /** 予防接種. */
  VACCINATION;

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Key of its name on screens. */
  public String key() {
    return "bankaccount.purpose." + column();
  }

  static AccountPurpose of(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
