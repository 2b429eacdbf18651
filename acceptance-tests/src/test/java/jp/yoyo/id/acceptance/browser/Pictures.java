package jp.yoyo.id.acceptance.browser;

import java.util.Map;

/** Which screenshots the README shows, and under which names. */
final class Pictures {

  static final Map<String, String> OF_README =
      Map.of(
          "login-1280", "login",
          "mail-account-issued-1280", "mail-account-issued",
          "temporary-password-change-1280", "change-temporary-password",
          "temporary-password-expired-1280", "temporary-password-expired");

  private Pictures() {}
}
