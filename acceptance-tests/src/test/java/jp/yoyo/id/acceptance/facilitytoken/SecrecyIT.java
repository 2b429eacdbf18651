package jp.yoyo.id.acceptance.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
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
    String tables = tables(stack);
    String logs = logs(stack);
    // The search itself finds what is there.
    assertThat(tables).contains(issued.path("id").asText());
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
        assertThat(tables.contains(form)).as("in a table").isFalse();
        assertThat(logs.contains(form)).as("in a log").isFalse();
      }
    }
  }

  private static String logs(DevStack stack) throws IOException {
    StringBuilder all = new StringBuilder();
    Path directory = Objects.requireNonNull(stack.keycloakLog().getParent());
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  /** Every row of every table of Keycloak's database, as text. */
  private static String tables(DevStack stack) throws SQLException {
    StringBuilder all = new StringBuilder();
    try (Connection connection =
            DriverManager.getConnection(
                stack.jdbcUrl(), stack.database().user(), stack.database().password());
        Statement statement = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      try (ResultSet tables =
          statement.executeQuery(
              "select table_name from information_schema.tables where table_schema = 'public'")) {
        while (tables.next()) {
          names.add(Objects.requireNonNull(tables.getString(1)));
        }
      }
      assertThat(names).contains("user_entity", "credential", "admin_event_entity");
      for (String name : names) {
        try (ResultSet rows = statement.executeQuery("select t::text from \"" + name + "\" t")) {
          while (rows.next()) {
            all.append(rows.getString(1)).append('\n');
          }
        }
      }
    }
    return all.toString();
  }
}
