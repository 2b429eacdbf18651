package jp.yoyo.id.devstack.process;

import java.util.Map;
import java.util.Set;

/** What a user may have set for another Keycloak or PostgreSQL, and must not reach ours. */
final class ForeignSettings {

  private static final Set<String> NAMES =
      Set.of(
          "JAVA_OPTS",
          "JAVA_OPTS_APPEND",
          "JAVA_OPTS_KC_HEAP",
          "DEBUG",
          "DEBUG_PORT",
          "DEBUG_SUSPEND");

  private ForeignSettings() {}

  /** Removes it. */
  static void clean(Map<String, String> environment) {
    environment
        .keySet()
        .removeIf(name -> name.startsWith("KC_") || name.startsWith("PG") || NAMES.contains(name));
  }
}
