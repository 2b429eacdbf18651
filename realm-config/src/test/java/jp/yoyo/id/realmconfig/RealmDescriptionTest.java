package jp.yoyo.id.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RealmDescriptionTest {
  private static final String CATALOGUE = "organization-catalogue.json";

  @TempDir private Path folder;

  @Test
  void withWhenTheEnvironmentIsCompleteThenThePackagedDescriptionIsWhole() {
    DescribedRealm realm = RealmDescription.packaged().with(TestEnvironment.complete());

    assertThat(realm.name()).isEqualTo("yoyo");
    assertThat(realm.folder("flows")).hasSize(2);
    assertThat(realm.file("clients/token-issuer-app.json").path("secret").asText())
        .isEqualTo(TestEnvironment.SECRET);
    assertThat(realm.secrets()).containsExactly(TestEnvironment.SECRET);
  }

  @Test
  void withWhenTheEnvironmentIsEmptyThenEveryMissingValueIsNamed() {
    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(() -> RealmDescription.packaged().with(Map.of()))
        .withMessageContainingAll(
            "realm.json: smtpServer.host: the environment value YOYO_SMTP_HOST is missing",
            "realm.json: smtpServer.from: the environment value YOYO_SMTP_FROM is missing",
            "YOYO_TOKEN_ISSUER_APP_URL is missing",
            "clients/token-issuer-app.json: secret: the environment value"
                + " YOYO_TOKEN_ISSUER_APP_SECRET is missing");
  }

  @Test
  void withWhenMailNeedsALoginThenUserAndPasswordAndEncryptionAreRequired() {
    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(
            () ->
                RealmDescription.packaged()
                    .with(
                        TestEnvironment.with(
                            Map.of("YOYO_SMTP_AUTH", "true", "YOYO_SMTP_STARTTLS", "false"))))
        .withMessageContainingAll(
            "realm.json: smtpServer.user: is needed",
            "realm.json: smtpServer.password: is needed",
            "realm.json: smtpServer.auth: the password would travel unencrypted");
  }

  @Test
  void inWhenWrittenOutThenItIsTheSameDescription() throws IOException {
    RealmDescription packaged = RealmDescription.packaged();

    packaged.writeTo(folder);

    assertThat(RealmDescription.in(folder).files()).isEqualTo(packaged.files());
  }

  @Test
  void writeToWhenTheFolderIsNotEmptyThenNobodysEditsAreLost() throws IOException {
    Files.writeString(folder.resolve("realm.json"), "{}");

    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(() -> RealmDescription.packaged().writeTo(folder))
        .withMessageContaining("not empty");
    assertThat(folder.resolve("realm.json")).hasContent("{}");
  }

  @Test
  void inWhenAFileIsNotJsonThenTheFileAndLineAreNamed() throws IOException {
    RealmDescription.packaged().writeTo(folder);
    Files.writeString(folder.resolve("realm.json"), "{\n  \"a\": 1,\n  oops\n}");

    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(() -> RealmDescription.in(folder))
        .withMessageStartingWith("realm.json: not valid JSON at line 3");
  }

  @Test
  void inWhenAKeyIsThereTwiceThenItIsRefused() throws IOException {
    RealmDescription.packaged().writeTo(folder);
    Files.writeString(folder.resolve("realm.json"), "{\"realm\": \"a\", \"realm\": \"b\"}");

    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(() -> RealmDescription.in(folder))
        .withMessageContaining("Duplicate field 'realm'");
  }

  @Test
  void inWhenAFileIsMissingThenItIsNamed() throws IOException {
    RealmDescription.packaged().writeTo(folder);
    Files.delete(folder.resolve(CATALOGUE));

    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(() -> RealmDescription.in(folder))
        .withMessage("The description of the realm lacks " + CATALOGUE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"administrator\": true | \"administrator\": false | exactly one role must be marked",
        "\"supervises\": [\"facility\", \"venue\"] | \"supervises\": [\"shop\"] |"
            + " types.municipality.supervises: unknown type 'shop'",
        "\"manage-bank-account\"] | \"rob-bank\"] | roles.accountant.permissions: unknown"
            + " permission 'rob-bank'",
        "[\"organization-admin\", \"officer\"] | [\"officer\"] | types.federation.roles: lacks the"
            + " administrator's role",
        "\"en\": \"Venue\" | \"fr\": \"Lieu\" | types.venue.label: lacks 'en'",
        "\"name\": \"venue\" | \"name\": \"facility\" | types.facility: is there twice",
      })
  void withWhenTheCatalogueContradictsItselfThenThePlaceIsNamed(
      String text, String replacement, String problem) throws IOException {
    RealmDescription.packaged().writeTo(folder);
    Path file = folder.resolve(CATALOGUE);
    String original = Files.readString(file);
    assertThat(original).contains(text);
    Files.writeString(file, original.replace(text, replacement));

    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(() -> RealmDescription.in(folder).with(TestEnvironment.complete()))
        .withMessageContaining(CATALOGUE + ": ")
        .withMessageContaining(problem);
  }

  @Test
  void withWhenAClientLeavesDirectGrantsOpenThenItIsRefused() throws IOException {
    RealmDescription.packaged().writeTo(folder);
    Files.writeString(folder.resolve("clients/other.json"), "{\"clientId\": \"other\"}");

    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(() -> RealmDescription.in(folder).with(TestEnvironment.complete()))
        .withMessageStartingWith("clients/other.json: directAccessGrantsEnabled: must be false");
  }

  @Test
  void localizationWhenReadThenBothLanguagesHaveTheSameKeys() {
    for (String part : new String[] {"texts", "initialTexts"}) {
      assertThat(Json.names(packaged("localization/en.json").path(part)))
          .containsExactlyElementsOf(Json.names(packaged("localization/ja.json").path(part)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|must be a list",
        "[{\"url\":\"/x\",\"label\":{\"ja\":\"口座\"}}]|[0].label: lacks 'en'",
        "[{\"url\":\"javascript:x\",\"label\":{\"ja\":\"口座\",\"en\":\"A\"}}]|[0].url: must be",
        "[{\"url\":\"//x\",\"label\":{\"ja\":\"口座\",\"en\":\"A\"}}]|[0].url: must be",
        "[{\"url\":\"/x\",\"permission\":\"p\",\"label\":{\"ja\":\"口座\",\"en\":\"A\"}}]|[0].permission:"
            + " unknown permission 'p'",
      })
  void withWhenALinkIsNoneThenThePlaceIsNamed(String links, String problem) throws IOException {
    RealmDescription.packaged().writeTo(folder);
    Files.writeString(folder.resolve("links.json"), links);

    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(() -> RealmDescription.in(folder).with(TestEnvironment.complete()))
        .withMessageContaining("links.json: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"0120-000-000\"|\"\"|phone: is missing",
        "\"Yoyo help desk\"|\"\"|name: lacks 'en'",
        "\"2026-01-12\"|\"2026-02-30\"|holidays: no day: '2026-02-30'",
        "\"close\": \"19:00\"|\"close\": \"09:00\"|hours[0]: needs days",
        "\"SATURDAY\"|\"SOMEDAY\"|hours[1]: ",
      })
  void withWhenTheHelpDeskMakesNoSenseThenThePlaceIsNamed(
      String text, String replacement, String problem) throws IOException {
    RealmDescription.packaged().writeTo(folder);
    Path file = folder.resolve("help-desk.json");
    Files.writeString(file, Files.readString(file).replace(text, replacement));

    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(() -> RealmDescription.in(folder).with(TestEnvironment.complete()))
        .withMessageContaining("help-desk.json: " + problem);
  }

  @Test
  void userProfileWhenItNamesATextThenTheTextExists() {
    Set<String> keys = new TreeSet<>(Json.names(packaged("localization/ja.json").path("texts")));

    for (JsonNode attribute : packaged("user-profile.json").path("attributes")) {
      assertThat(keys).contains(key(attribute.path("displayName")));
      JsonNode message = attribute.path("validations").path("pattern").path("error-message");
      if (!message.isMissingNode()) {
        assertThat(keys).contains(message.asText());
      }
    }
    for (JsonNode group : packaged("user-profile.json").path("groups")) {
      assertThat(keys).contains(key(group.path("displayHeader")));
    }
  }

  @Test
  void readmeWhenReadThenItNamesEveryEnvironmentValueWithItsDefault() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    for (Map.Entry<String, JsonNode> value : packaged("environment.json").properties()) {
      JsonNode given = value.getValue().get("default");
      String shown = given == null ? "required" : given.asText();
      assertThat(readme)
          .contains("| `" + value.getKey() + "` | " + (shown.isEmpty() ? "empty" : shown) + " |");
    }
  }

  private static JsonNode packaged(String file) {
    return Objects.requireNonNull(RealmDescription.packaged().files().get(file), file);
  }

  private static String key(JsonNode reference) {
    return reference.asText().replaceAll("[${}]", "");
  }
}
