package jp.yoyo.id.app.facilitytoken;

/** Applications for tests. */
final class TestTokens {

  private TestTokens() {}

  static TokenApplicationContent content(ApplicationKind kind, String targetToken) {
    return content(kind, targetToken, HandOverWay.PAPER);
  }

  static TokenApplicationContent content(
      ApplicationKind kind, String targetToken, HandOverWay way) {
    return new TokenApplicationContent(
        kind,
        "予防 次郎",
        "医事課",
        "03-1234-5678",
        "staff@example.jp",
        "予防接種アプリ",
        "アプリ提供株式会社",
        TokenConnection.INTERNET,
        "受付端末1",
        1,
        null,
        way,
        targetToken,
        kind.reasonRequired() ? "端末の紛失" : "",
        null);
  }
}
