package jp.yoyo.id.app.testing;

import java.time.Duration;
import java.time.Period;
import jp.yoyo.id.app.configuration.AppConfiguration;

/** Settings for tests that run without Spring. */
public final class TestSettings {

  private TestSettings() {}

  public static AppConfiguration configuration() {
    return configuration("http://localhost:1");
  }

  /** With Keycloak at that address. */
  public static AppConfiguration configuration(String keycloakUrl) {
    return new AppConfiguration(
        "http://localhost:8081",
        "",
        new AppConfiguration.Database("jdbc:postgresql:unused", "unused", "unused", 2),
        new AppConfiguration.Keycloak(
            keycloakUrl,
            "",
            "yoyo",
            "token-issuer-app",
            "0123456789012345678901234567890123456789",
            Duration.ofSeconds(1),
            Duration.ofSeconds(2)),
        new AppConfiguration.Mail(
            "localhost", 25, "no-reply@yoyo.example", "予予", false, false, false, "", ""),
        new AppConfiguration.HelpDesk("ヘルプデスク", "0120-000-000", "平日10時～17時", ""),
        new AppConfiguration.Session(Duration.ofMinutes(30), Duration.ofHours(12)),
        new AppConfiguration.Retention(Period.ofYears(5), Period.ofDays(90)),
        new AppConfiguration.Api(java.util.List.of("api-*")));
  }
}
