package jp.yoyo.id.app.files;

/**
 * Texts that a spreadsheet would compute instead of show (OWASP: CSV injection). An apostrophe in
 * front makes them texts; reading takes it away again, so that a table that was exported and comes
 * back is the same.
 */
final class FormulaHead {

  private static final String HEADS = "=+-@\t\r\n＝＋－＠";

  private FormulaHead() {}

  /** What may be written to a file for a spreadsheet. */
  static String neutralized(String text) {
    return isFormula(text) ? "'" + text : text;
  }

  /** What was meant before {@link #neutralized}. */
  static String restored(String text) {
    return text.startsWith("'") && isFormula(text.substring(1)) ? text.substring(1) : text;
  }

  /** Spaces before the head are skipped by some programs; apostrophes so that it can be undone. */
  private static boolean isFormula(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (HEADS.indexOf(c) >= 0) {
        return true;
      }
      if (c != ' ' && c != '\u3000' && c != '\'') {
        return false;
      }
    }
    return false;
  }
}
