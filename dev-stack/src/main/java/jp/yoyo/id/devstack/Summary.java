package jp.yoyo.id.devstack;

/** What to know about a running stack. */
final class Summary {

  private Summary() {}

  static String of(DevStack stack) {
    StringBuilder text = new StringBuilder();
    stack.companionAppUrl().ifPresent(url -> line(text, "Companion app", url.toString()));
    line(text, "Account console", stack.keycloakUrl() + "/realms/" + DevStack.REALM + "/account/");
    line(text, "Admin console", stack.keycloakUrl() + "/admin/");
    line(text, "  user, password", stack.admin().user() + "  " + stack.admin().password());
    line(text, "Inbox", stack.inbox().url().toString());
    line(text, "Mail server", "localhost:" + stack.inbox().smtpPort());
    line(text, "PostgreSQL", stack.jdbcUrl());
    line(text, "Health, metrics", stack.managementUrl().toString());
    line(text, "Data, logs", stack.dataDirectory().toString());
    return text.toString();
  }

  private static void line(StringBuilder text, String what, String where) {
    text.append("  %-18s %s%n".formatted(what, where));
  }
}
