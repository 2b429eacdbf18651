package jp.yoyo.id.acceptance.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.StatementLog;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an exchange costs the database; PostgreSQL logs each statement while this class runs. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StatementsIT {

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final TokenClient client;
  private final RealmAdmin admin;
  private RealmAdmin.Restoring limit = () -> {};
  private StatementLog log;

  StatementsIT(DevStack stack, TestOrganizations organizations, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.admin = admin;
    this.client = new TokenClient(stack, admin);
  }

  @BeforeAll
  void logStatements() throws Exception {
    limit = admin.withRealmAttribute("facilityToken.wrongTokensPerMinute", "1000000");
    log = StatementLog.begin(stack);
  }

  @AfterAll
  void logNoLonger() throws Exception {
    limit.close();
    log.close();
  }

  @Test
  void exchangeWhenColdThenOneStatementAndWhenWarmThenNone() throws Exception {
    TestOrganization facility = organizations.newFacility();
    JsonNode issued = client.issue(facility);
    String token = issued.path("token").asText();
    client.exchange(token).expect(200);
    // The first use is written in the background.
    while (!client.listed(facility, issued.path("id").asText()).has("lastUsedAt")) {
      Thread.sleep(100);
    }

    int cold = Integer.MAX_VALUE;
    int warm = Integer.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      // Whatever is done to the account makes every node read it anew.
      client.revoke(facility, client.issue(facility).path("id").asText()).expect(204);
      cold = Math.min(cold, statements(token));
      warm = Math.min(warm, statements(token));
    }

    assertThat(cold).as("cold").isEqualTo(1);
    assertThat(warm).as("warm").isZero();
  }

  private int statements(String token) throws Exception {
    return (int)
        log.during(() -> client.exchange(token).expect(200)).stream()
            // The companion app asks for its own work.
            .filter(line -> !line.matches(".*(outbox_message|issuance_run).*"))
            .count();
  }
}
