package jp.yoyo.id.facility.client;

/** Facility tokens with the right form that no server has given out. */
public final class TestTokens {

  private static final String SECRET = "0Secret0Secret0Secret0Secret0Secret0Secret0";

  private TestTokens() {}

  /** The same at each call. */
  public static String text() {
    String before =
        "yyft_" + "0000000000000000000001" + "_" + "0000000000000000000002" + "_" + SECRET;
    return before + FacilityToken.checksum(before);
  }

  /** What must appear nowhere. */
  public static String secret() {
    return SECRET;
  }
}
