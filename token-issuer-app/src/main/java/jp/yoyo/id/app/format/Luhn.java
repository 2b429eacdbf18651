package jp.yoyo.id.app.format;

/**
 * The check digit of facility codes and insurers' numbers (モジュラス10・ウェイト2・1分割): weights 2, 1, 2, …
 * from the right, the digits of the products added up, the complement to ten.
 */
public final class Luhn {

  private Luhn() {}

  /**
   * The digit that belongs after these.
   *
   * @param digits ASCII digits without the check digit
   */
  public static char checkDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      boolean twice = (digits.length() - i) % 2 == 1;
      int product = (digits.charAt(i) - '0') * (twice ? 2 : 1);
      sum += product / 10 + product % 10;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }
}
