package jp.yoyo.id.acceptance.browser;

import java.util.Set;

/** Which screenshots the README shows. */
final class Pictures {

  static final Set<String> OF_README =
      Set.of(
          "mail-account-issued-1280",
          "login-1280",
          "temporary-password-change-1280",
          "account-console-1280",
          "password-forgotten-1280",
          "login-360");

  private Pictures() {}
}
