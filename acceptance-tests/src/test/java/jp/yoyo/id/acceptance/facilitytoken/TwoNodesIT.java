package jp.yoyo.id.acceptance.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.BuildOutput;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.keycloak.KeycloakInstallation;
import jp.yoyo.id.devstack.keycloak.KeycloakServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes on one database: what is done at one is seen at the other within a second. */
@ExtendWith(TwoNodesStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TwoNodesIT {

  private static final Duration SEEN_WITHIN = Duration.ofSeconds(1);

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final RealmAdmin admin;
  private final TokenClient first;
  private final TokenClient second;
  private final KeycloakServer secondNode;

  TwoNodesIT(DevStack stack, TestOrganizations organizations, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.admin = admin;
    this.first = new TokenClient(stack, admin);
    Path base = stack.dataDirectory().resolve("second-node");
    Path buildOutput =
        SharedStack.target().toAbsolutePath().resolve("../../dev-stack/target").normalize();
    this.secondNode =
        new KeycloakServer(
            base,
            KeycloakInstallation.in(
                SharedStack.installations(), new BuildOutput(buildOutput).keycloakDistribution()),
            new KeycloakServer.Settings(
                TwoNodesStack.freePort(),
                TwoNodesStack.freePort(),
                stack.jdbcUrl(),
                stack.database(),
                stack.admin(),
                "640m",
                Optional.empty(),
                TwoNodesStack.clusterArguments(),
                Map.of()),
            stack.keycloakLog().resolveSibling("keycloak-second-node.log"));
    this.second = new TokenClient(secondNode.url(), admin);
  }

  @BeforeAll
  void startSecondNode() throws IOException {
    Files.createDirectories(stack.dataDirectory().resolve("second-node").resolve("run"));
    var unused = secondNode.start();
    secondNode.awaitReady();
    assertThat(Files.readString(stack.keycloakLog())).as("a cluster of two").contains("(2)");
  }

  @AfterAll
  void stopSecondNode() {
    secondNode.stop();
  }

  @Test
  void exchangeWhenRevokedAtTheOtherNodeThenRefusedWithinASecond() throws InterruptedException {
    TestOrganization facility = organizations.newFacility();
    JsonNode issued = first.issue(facility);
    String token = issued.path("token").asText();
    second.exchange(token).expect(200);
    second.exchange(token).expect(200);

    first.revoke(facility, issued.path("id").asText()).expect(204);

    awaitRefusal(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"organization", "account", "deleted"})
  void exchangeWhenDoneThroughTheAdminConsoleOfTheOtherNodeThenRefusedWithinASecond(String what)
      throws InterruptedException {
    TestOrganization facility = organizations.newFacility();
    JsonNode issued = first.issue(facility);
    String token = issued.path("token").asText();
    String account = TokenClient.part(second.accessToken(token), 1).path("sub").asText();
    second.exchange(token).expect(200);

    switch (what) {
      case "organization" -> disable("/organizations/" + admin.organizationId(facility.alias()));
      case "account" -> disable("/users/" + account);
      default -> admin.send("DELETE", "/users/" + account, null).expect(204);
    }

    awaitRefusal(token);
  }

  @Test
  void exchangeWhenIssuedAtTheOtherNodeThenGoodAtOnce() {
    TestOrganization facility = organizations.newFacility();
    second.exchange(first.issue(facility).path("token").asText()).expect(200);

    second.exchange(first.issue(facility).path("token").asText()).expect(200);
  }

  private void awaitRefusal(String token) throws InterruptedException {
    long deadline = System.nanoTime() + SEEN_WITHIN.toNanos();
    while (second.exchange(token).status() == 200) {
      assertThat(System.nanoTime()).as("seen in time").isLessThan(deadline);
      Thread.sleep(20);
    }
    assertThat(second.exchange(token).status()).isEqualTo(400);
  }

  private void disable(String path) {
    ObjectNode object = (ObjectNode) admin.get(path).expect(200).body();
    object.put("enabled", false);
    admin.send("PUT", path, object).expect(204);
  }
}
