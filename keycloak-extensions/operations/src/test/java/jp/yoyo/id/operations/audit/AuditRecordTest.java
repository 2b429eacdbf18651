package jp.yoyo.id.operations.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.events.admin.OperationType;

class AuditRecordTest {

  private static final Optional<String> REFERENCE = Optional.of("20260601-090000-123-045");

  @Test
  void lineWhenALoginSucceedsThenSaysWhoWhenAndFromWhere() throws Exception {
    Event event = event(EventType.LOGIN);
    event.setUserId("u1");
    event.setSessionId("s1");
    event.getDetails().put(Details.USERNAME, "131016-001");
    event.getDetails().put("organization", "aoba");

    JsonNode line = line(AuditRecord.of(event, REFERENCE), Actors.Known.NOBODY);

    assertThat(line.path("time").asText()).isEqualTo("2026-06-01T00:00:00.123Z");
    assertThat(line.path("type").asText()).isEqualTo("LOGIN");
    assertThat(line.path("result").asText()).isEqualTo("success");
    assertThat(line.path("actor").asText()).isEqualTo("u1");
    assertThat(line.path("userId").asText()).isEqualTo("131016-001");
    assertThat(line.path("organization").asText()).isEqualTo("aoba");
    assertThat(line.path("source").asText()).isEqualTo("192.0.2.1");
    assertThat(line.path("reference").asText()).isEqualTo("20260601-090000-123-045");
    assertThat(line.path("node").asText()).isEqualTo("n1");
  }

  /** People type their password into the wrong field. */
  @Test
  void lineWhenNobodyHasTheUserIdThenWhatWasTypedIsNotThere() throws Exception {
    Event event = event(EventType.LOGIN_ERROR);
    event.setError(Errors.USER_NOT_FOUND);
    event.getDetails().put(Details.USERNAME, "Tanzaku-Renga-42!");

    JsonNode line = line(AuditRecord.of(event, Optional.empty()), Actors.Known.NOBODY);

    assertThat(line.toString()).doesNotContain("Tanzaku");
    assertThat(line.path("type").asText()).isEqualTo("LOGIN");
    assertThat(line.path("result").asText()).isEqualTo("failure");
    assertThat(line.path("error").asText()).isEqualTo("user_not_found");
    assertThat(line.has("reference")).isFalse();
  }

  @Test
  void lineWhenDetailsAreUnknownThenTheyAreLeftOut() throws Exception {
    Event event = event(EventType.CODE_TO_TOKEN);
    event.getDetails().put("code", "secret-code");
    event.getDetails().put(Details.REDIRECT_URI, "https://app.example/?code=x");
    event.getDetails().put(Details.TOKEN_ID, "t1");

    JsonNode line = line(AuditRecord.of(event, REFERENCE), Actors.Known.NOBODY);

    assertThat(line.toString()).doesNotContain("secret-code", "app.example");
    assertThat(line.at("/details/token_id").asText()).isEqualTo("t1");
  }

  @Test
  void lineWhenAnAdministratorChangesThenNothingOfTheRepresentation() throws Exception {
    AdminEvent event = new AdminEvent();
    event.setTime(1780272000123L);
    event.setOperationType(OperationType.UPDATE);
    event.setResourceTypeAsString("ORGANIZATION_ADMIN");
    event.setResourcePath("organization-admin/organizations/aoba/members/u2");
    event.setRepresentation("{\"password\":\"Tanzaku-Renga-42!\"}");
    event.setDetails(
        Map.of(
            "action", "update-member", "organization", "aoba", "newPassword", "Tanzaku-Renga-42!"));
    AuthDetails auth = new AuthDetails();
    auth.setUserId("u1");
    auth.setRealmId("r1");
    auth.setIpAddress("192.0.2.1");
    event.setAuthDetails(auth);

    JsonNode line =
        line(AuditRecord.of(event, REFERENCE), new Actors.Known("aoba-001", "aoba,midori"));

    assertThat(line.toString()).doesNotContain("Tanzaku");
    assertThat(line.path("type").asText()).isEqualTo("ADMIN_UPDATE_ORGANIZATION_ADMIN");
    assertThat(line.path("userId").asText()).isEqualTo("aoba-001");
    assertThat(line.path("organization").asText()).isEqualTo("aoba");
    assertThat(line.at("/details/action").asText()).isEqualTo("update-member");
  }

  @Test
  void lineWhenATextIsHostileThenStillOneLineOfJson() throws Exception {
    Event event = event(EventType.LOGIN);
    event.setUserId("u1");
    event.getDetails().put(Details.USERNAME, "a\"\n\\\u2028\ud800\u0000\",\"hash\":\"x");

    String fields = AuditRecord.of(event, REFERENCE).json("n1", Actors.Known.NOBODY);

    assertThat(fields.lines()).hasSize(1);
    String line = Chain.START.add(fields, null).line();
    assertThat(Chain.Line.parse(line)).get().matches(parsed -> parsed.isUnchanged(null));
    assertThat(new JsonMapper().readTree(line).path("userId").asText()).startsWith("a\"\n\\");
  }

  private static Event event(EventType type) {
    Event event = new Event();
    event.setTime(1780272000123L);
    event.setType(type);
    event.setRealmName("yoyo");
    event.setRealmId("r1");
    event.setClientId("account-console");
    event.setIpAddress("192.0.2.1");
    event.setDetails(new HashMap<>());
    return event;
  }

  private static JsonNode line(AuditRecord record, Actors.Known known) throws Exception {
    return new JsonMapper().readTree("{" + record.json("n1", known) + "}");
  }
}
