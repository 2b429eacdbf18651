package jp.yoyo.id.app.files;

/** The name of an uploaded file. */
public final class FileName {

  private static final int LONGEST = 100;

  private FileName() {}

  /** A name to show: without directories, controls and what turns the direction of text. */
  public static String plain(String fileName) {
    String name =
        fileName
            .replaceAll("^.*[/\\\\]", "")
            .replaceAll("[\\p{Cntrl}\\p{Cf}\"<>|:*?]", "_")
            .strip();
    if (name.isEmpty()) {
      return "-";
    }
    return name.codePointCount(0, name.length()) <= LONGEST
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST));
  }
}
