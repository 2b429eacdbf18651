package jp.yoyo.id.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnvironmentValueTest {

  @ParameterizedTest
  @CsvSource({
    "url, https://id.example.jp",
    "url, http://localhost:8080",
    "url, https://id.example.jp/auth",
    "host, mail.example.jp",
    "host, 127.0.0.1",
    "host, [::1]",
    "port, 1",
    "port, 65535",
    "email, no-reply@example.jp",
    "boolean, true",
    "boolean, false",
    "choice, required",
    "choice, off",
    "text, 予予・請求システム",
    "client-secret, 0123456789abcdef0123456789abcdef",
  })
  void complaintAboutWhenTheValueIsGoodThenNone(String kind, String value) {
    assertThat(value(kind).complaintAbout(value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "url, id.example.jp",
    "url, ftp://id.example.jp",
    "url, https://id.example.jp/",
    "url, https://*.example.jp",
    "url, https://user:password@id.example.jp",
    "url, https://id.example.jp?x=1",
    "url, https:///path",
    "url, http://a b",
    "host, mail example",
    "host, https://mail.example.jp",
    "port, 0",
    "port, 65536",
    "port, smtp",
    "email, no-reply",
    "email, a@b@c",
    "email, Yoyo <no-reply@example.jp>",
    "boolean, yes",
    "boolean, TRUE",
    "choice, OFF",
    "choice, optional",
    "client-secret, 0123456789abcdef0123456789abcde",
  })
  void complaintAboutWhenTheValueIsBadThenItNamesTheValue(String kind, String value) {
    assertThat(value(kind).complaintAbout(value)).get().asString().startsWith("X must ");
  }

  @ParameterizedTest
  @CsvSource({"text", "secret", "url", "host"})
  void complaintAboutWhenALineBreakIsInItThenItIsRefused(String kind) {
    assertThat(value(kind).complaintAbout("a\r\nBcc: b@example.jp"))
        .contains("X holds a control character");
  }

  @Test
  void declaredInWhenTheKindIsUnknownThenItFailsWithThePlace() {
    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(() -> value("colour"))
        .withMessage("environment.json: X: unknown kind 'colour'");
  }

  private static EnvironmentValue value(String kind) {
    return EnvironmentValue.declaredIn(
            Json.parse(
                "{\"X\": {\"kind\": \"%s\", \"choices\": [\"required\", \"off\"]}}"
                    .formatted(kind)))
        .values()
        .iterator()
        .next();
  }
}
