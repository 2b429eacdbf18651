package jp.yoyo.id.realmconfig;

import java.util.HashMap;
import java.util.Map;

/** Values for all that is required. */
final class TestEnvironment {
  static final String SECRET = "a-client-secret-of-forty-characters-long";

  private TestEnvironment() {}

  static Map<String, String> complete() {
    return with(Map.of());
  }

  static Map<String, String> with(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("YOYO_SMTP_HOST", "mail.example.jp");
    environment.put("YOYO_SMTP_FROM", "no-reply@example.jp");
    environment.put("YOYO_TOKEN_ISSUER_APP_URL", "https://portal.example.jp");
    environment.put("YOYO_TOKEN_ISSUER_APP_SECRET", SECRET);
    environment.putAll(more);
    return environment;
  }
}
