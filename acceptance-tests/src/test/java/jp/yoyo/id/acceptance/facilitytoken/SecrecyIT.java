package jp.yoyo.id.acceptance.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.Traces;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A facility token stands in one answer and nowhere else. */
@ExtendWith(SharedStack.class)
@SuppressWarnings("try") // settings are restored when they are closed
final class SecrecyIT {

  /** Where the secret begins in a token's text. */
  private static final int SECRET = 51;

  @Test
  void tokenWhenIssuedUsedRotatedAndRevokedThenItsSecretIsNowhere(
      DevStack stack, TestOrganizations organizations, RealmAdmin admin)
      throws IOException, SQLException {
    TokenClient client = new TokenClient(stack, admin);
    TestOrganization facility = organizations.newFacility();
    JsonNode issued = client.issue(facility);
    JsonNode rotated = client.rotate(facility, issued.path("id").asText()).expect(201).body();
    List<String> secrets = new ArrayList<>();
    try (var generous = admin.withRealmAttribute("facilityToken.wrongTokensPerMinute", "1000000")) {
      for (JsonNode token : List.of(issued, rotated)) {
        String text = token.path("token").asText();
        secrets.add(text.substring(SECRET));
        client.exchange(text).expect(200);
        client.exchange(text + "x");
        client.exchange("account-console", text);
      }
    }
    String listed = client.list(facility).toString();
    client.revoke(facility, rotated.path("id").asText()).expect(204);
    client.exchange(rotated.path("token").asText());
    String events =
        admin.get("/admin-events?max=200").expect(200).text()
            + admin.get("/events?max=200").expect(200).text();
    String account =
        admin
            .get(
                "/users/"
                    + TokenClient.part(client.accessToken(issued.path("token").asText()), 1)
                        .path("sub")
                        .asText()
                    + "/credentials")
            .expect(200)
            .text();
    Traces traces = Traces.of(stack);
    // The search itself finds what is there.
    assertThat(traces.tables()).contains(issued.path("id").asText());
    assertThat(account).contains(issued.path("id").asText());

    for (String secret : secrets) {
      for (String form :
          List.of(
              secret,
              secret.substring(1, 40),
              Base64.getEncoder()
                  .withoutPadding()
                  .encodeToString(secret.getBytes(StandardCharsets.UTF_8)))) {
        assertThat(listed).doesNotContain(form);
        assertThat(events).doesNotContain(form);
        assertThat(account).doesNotContain(form);
        traces.assertNone(form);
      }
    }
  }
}
