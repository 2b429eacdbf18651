package jp.yoyo.id.app.bankaccount;

import java.util.Locale;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.format.TypedText;

/** 預金種目, as banks number it. */
public enum AccountKind {
  ORDINARY('1', "普通", "普通預金"),
  CURRENT('2', "当座", "当座預金"),
  SAVINGS('4', "貯蓄", "貯蓄預金"),
  OTHER('9', "その他", "その他");

  private final char code;
  private final String name;
  private final String longName;

  AccountKind(char code, String name, String longName) {
    this.code = code;
    this.name = name;
    this.longName = longName;
  }

  /** The digit in files. */
  public char code() {
    return code;
  }

  /** Key of its name on screens. */
  public String key() {
    return "account-kind." + name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what somebody typed.
   *
   * @param typed the digit in any width, or the Japanese name
   * @throws FormatException if there is no such kind
   */
  public static AccountKind parse(String typed) {
    String text = TypedText.narrow(typed);
    for (AccountKind kind : values()) {
      if (text.equals(String.valueOf(kind.code))
          || text.equals(kind.name)
          || text.equals(kind.longName)) {
        return kind;
      }
    }
    throw new FormatException("format.account-kind");
  }
}
