package jp.yoyo.id.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** The app does not start half-configured. */
final class MissingSettingsTest {

  @Configuration
  @EnableConfigurationProperties(AppConfiguration.class)
  static class Settings {}

  private final ApplicationContextRunner start =
      new ApplicationContextRunner()
          .withInitializer(new ConfigDataApplicationContextInitializer())
          .withUserConfiguration(Settings.class);

  @Test
  void startWhenNothingIsSetThenAllThatIsMissingIsNamedAtOnce() {
    start.run(
        context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("YOYO_TOKEN_ISSUER_APP_URL is missing")
                .hasMessageContaining("YOYO_APP_DATABASE_URL is missing")
                .hasMessageContaining("YOYO_APP_DATABASE_USER is missing")
                .hasMessageContaining("YOYO_APP_DATABASE_PASSWORD is missing")
                .hasMessageContaining("YOYO_LOGIN_URL is missing")
                .hasMessageContaining("YOYO_TOKEN_ISSUER_APP_SECRET is missing")
                .hasMessageContaining("YOYO_SMTP_HOST is missing")
                .hasMessageContaining("YOYO_SMTP_FROM is missing"));
  }

  @Test
  void startWhenOneIsMissingThenOnlyThatIsNamed() {
    start
        .withPropertyValues(
            "YOYO_TOKEN_ISSUER_APP_URL=http://localhost:8081",
            "YOYO_APP_DATABASE_URL=jdbc:postgresql://localhost/companion",
            "YOYO_APP_DATABASE_USER=app",
            "YOYO_APP_DATABASE_PASSWORD=app",
            "YOYO_LOGIN_URL=http://localhost:8080",
            "YOYO_TOKEN_ISSUER_APP_SECRET=0123456789012345678901234567890123456789",
            "YOYO_SMTP_FROM=no-reply@yoyo.example")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("YOYO_SMTP_HOST is missing")
                    .hasMessageNotContaining("YOYO_LOGIN_URL"));
  }
}
