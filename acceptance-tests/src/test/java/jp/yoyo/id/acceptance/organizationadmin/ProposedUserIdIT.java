package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which user ID somebody can be registered with. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProposedUserIdIT {

  private final TestOrganizations organizations;
  private final Api api;

  ProposedUserIdIT(TestOrganizations organizations, Api api) {
    this.organizations = organizations;
    this.api = api;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?wanted="})
  void proposedWhenNoneIsWantedThenOnlyAProposal(String query) {
    JsonNode answer = asked(organizations.a1(), query).expect(200).body();

    assertThat(answer.path("userId").asText()).matches(organizations.a().code() + "-[0-9]{3}");
    assertThat(answer.has("free")).isFalse();
    assertThat(answer.has("problem")).isFalse();
  }

  @Test
  void proposedWhenTheWantedOneIsFreeThenItCanBeRegistered() {
    TestOrganization facility = organizations.newFacility();
    Map<String, Object> person = organizations.newMember();
    String wanted = (String) Objects.requireNonNull(person.get("userId"));
    String path = facility.members() + "/proposed-user-id?wanted=" + wanted;
    String token = facility.administrator().token();

    JsonNode before = api.get(path, token).expect(200).body();
    api.post(facility.members(), token, person).expect(201);
    JsonNode after = api.get(path, token).expect(200).body();

    assertThat(before.path("free").asBoolean()).isTrue();
    assertThat(before.has("problem")).isFalse();
    assertThat(after.path("free").asBoolean(true)).isFalse();
    assertThat(after.path("problem").asText()).isEqualTo(detailOfRegistering(facility, wanted));
    assertThat(after.path("userId").asText()).startsWith(facility.code() + "-");
  }

  @Test
  void proposedWhenTheWantedOneIsInAnotherOrganizationThenNotFree() {
    JsonNode answer =
        asked(organizations.a1(), "?wanted=" + organizations.b1().userId()).expect(200).body();

    assertThat(answer.path("free").asBoolean(true)).isFalse();
    // Nothing about where it is.
    assertThat(answer.toString()).doesNotContain(organizations.b().displayName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ab",
        "Hanako",
        "hana ko",
        " hanako",
        "-hanako",
        "花子",
        "ｈａｎａｋｏ",
        "hanako@example.jp",
        "hanako'--",
        "x2345678901234567890123456789012345678901234567890123456789012345"
      })
  void proposedWhenTheFormIsWrongThenAsRegistrationSays(String wanted) {
    Map<String, Object> person = organizations.newMember();
    person.put("userId", wanted);

    JsonNode answer =
        asked(organizations.a1(), "?wanted=" + Wire.encoded(wanted)).expect(200).body();
    Reply registration =
        api.post(organizations.a().members(), organizations.a1().token(), person).expect(400);

    assertThat(answer.path("free").asBoolean(true)).isFalse();
    assertThat(registration.body().at("/errors/0/field").asText()).isEqualTo("userId");
    assertThat(answer.path("problem").asText())
        .isNotEmpty()
        .isEqualTo(registration.body().at("/errors/0/message").asText());
  }

  /** JSON with such a text is refused before anybody looks at what the text is for. */
  @ParameterizedTest
  @ValueSource(strings = {"hanako\n", "hana\nko", "\nhanako", "hanako\u0085"})
  void proposedWhenItHoldsAControlCharacterThenRefusedAsRegistrationDoes(String wanted) {
    Map<String, Object> person = organizations.newMember();
    person.put("userId", wanted);

    JsonNode answer =
        asked(organizations.a1(), "?wanted=" + Wire.encoded(wanted)).expect(200).body();
    Reply registration =
        api.post(organizations.a().members(), organizations.a1().token(), person).expect(400);

    assertThat(answer.path("free").asBoolean(true)).isFalse();
    assertThat(answer.path("problem").asText()).isNotEmpty();
    assertThat(registration.body().at("/errors/0/field").asText()).isEqualTo("userId");
  }

  @ParameterizedTest
  @CsvSource({"ja, 英小文字", "en, Lower-case letters"})
  void problemWhenLanguageIsAskedForThenInIt(String language, String part) {
    JsonNode answer =
        api.send(
                "GET",
                organizations.a().members() + "/proposed-user-id?wanted=X",
                organizations.a1().token(),
                null,
                Map.of("Accept-Language", language))
            .expect(200)
            .body();

    assertThat(answer.path("problem").asText()).contains(part);
  }

  @Test
  void proposedWhenAskedByWhoMayNotRegisterThenNothingIsSaid() {
    String query = "?wanted=" + organizations.b1().userId();

    assertThat(asked(organizations.m1().administrator(), query).status()).isEqualTo(403);
    assertThat(asked(organizations.memberA(), query).status()).isEqualTo(403);
    assertThat(asked(organizations.registered(organizations.a(), "accountant"), query).status())
        .isEqualTo(403);
    assertThat(asked(organizations.b1(), query).status()).isEqualTo(404);
  }

  private Reply asked(Actor caller, String query) {
    return api.get(organizations.a().members() + "/proposed-user-id" + query, caller.token());
  }

  private String detailOfRegistering(TestOrganization facility, String userId) {
    Map<String, Object> person = organizations.newMember();
    person.put("userId", userId);
    return api.post(facility.members(), facility.administrator().token(), person)
        .expect(409)
        .body()
        .path("detail")
        .asText();
  }
}
