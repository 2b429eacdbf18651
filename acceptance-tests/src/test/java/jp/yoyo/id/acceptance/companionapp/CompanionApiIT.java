package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A municipality's own program does what its officers do, with their permissions and no others. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CompanionApiIT {

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Actors actors;
  private final Api keycloak;
  private final RealmAdmin admin;
  private final AppApi api;

  CompanionApiIT(
      DevStack stack,
      TestOrganizations organizations,
      Actors actors,
      Api keycloak,
      RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.actors = actors;
    this.keycloak = keycloak;
    this.admin = admin;
    this.api = new AppApi(stack, admin);
  }

  @AfterAll
  void deletePrograms() {
    api.deleteCreated();
  }

  private static String name() {
    return "api-" + UUID.randomUUID();
  }

  private static String body(FacilityToRegister facility) {
    return """
        {"code":"%s","name":"%s","kana":"%s","postalCode":"160-0001","address":"東京都新宿区片町1-1",
         "telephone":"03-1234-5678","founder":"医療法人若葉会",
         "administrator":{"userId":"%s","lastName":"予防","firstName":"花子","email":"%s"}}
        """
        .formatted(
            facility.code(), facility.name(), facility.kana(), facility.userId(), facility.email());
  }

  private Reply register(String token, String key, FacilityToRegister facility) {
    return api.call(
        "POST", "/account-issuances", token, body(facility), Map.of("Idempotency-Key", key));
  }

  @Test
  void registerWhenAProgramOfAMunicipalityThenTheAdministratorGetsOneMail() {
    TestOrganization municipality = organizations.municipality("131083", "江東区");
    AppApi.Program program = api.program(name(), municipality.alias(), "officer");
    String token = api.token(program);
    FacilityToRegister facility = FacilityToRegister.named("若葉診療所", "ワカバシンリョウジョ");
    assertThat(api.get("/me", token).expect(200).body().at("/organization/alias").asText())
        .isEqualTo(municipality.alias());
    Instant before = Instant.now();

    Reply first = register(token, facility.code(), facility).expect(201);
    Reply second = register(token, facility.code(), facility).expect(200);

    assertThat(second.body().path("id")).isEqualTo(first.body().path("id"));
    assertThat(actors.awaitTemporaryPassword(facility.email(), before)).isNotBlank();
    assertThat(stack.inbox().messagesTo(facility.email())).hasSize(1);
    String id = first.body().path("facilityId").asText();
    assertThat(api.get("/facilities/" + id, token).expect(200).body().path("name").asText())
        .isEqualTo("若葉診療所");
    assertThat(
            api.get("/facilities?text=" + facility.code(), token)
                .expect(200)
                .body()
                .path("total")
                .asInt())
        .isEqualTo(1);
    assertThat(api.get("/facilities/" + id + "/history", token).expect(200).text())
        .contains("facility.register", "service-account-" + program.clientId());

    // Another municipality's program is told of it as little as of one that does not exist.
    String other = api.token(api.program(name(), organizations.m2().alias(), "officer"));
    for (String path : List.of("", "/history")) {
      Reply strange = api.get("/facilities/" + id + path, other);
      Reply random = api.get("/facilities/" + UUID.randomUUID() + path, other);
      assertThat(strange.status()).isEqualTo(404);
      assertThat(random.status()).isEqualTo(404);
      assertThat(withoutNumber(strange)).isEqualTo(withoutNumber(random));
    }
    assertThat(api.call("PATCH", "/facilities/" + id, other, "{\"version\":0}", Map.of()).status())
        .isEqualTo(404);
    assertThat(register(other, facility.code(), facility).problem()).isEqualTo("code-held");
  }

  private static String withoutNumber(Reply reply) {
    return reply.text().replaceAll("\"referenceNumber\":\"[^\"]*\"", "");
  }

  @Test
  void callWhenTheRoleIsTakenThenForbiddenAtOnce() {
    TestOrganization municipality = organizations.m1();
    AppApi.Program program = api.program(name(), municipality.alias(), "officer");
    String token = api.token(program);
    api.get("/facilities", token).expect(200);

    api.takeRole(program, municipality.alias(), "officer");

    assertThat(api.get("/facilities", token).status()).isEqualTo(403);
    assertThat(register(token, "12345678", FacilityToRegister.named("若葉", "ワカバ")).problem())
        .isEqualTo("forbidden");
    AppApi.Program stranger =
        api.program(name(), Map.of("defaultClientScopes", List.of("basic", "companion-app")));
    assertThat(api.get("/me", api.token(stranger)).problem()).isEqualTo("no-organization");
  }

  @Test
  void callWhenTheRoleIsAnotherThenForbidden() {
    AppApi.Program accountant = api.program(name(), organizations.a().alias(), "accountant");
    String token = api.token(accountant);

    assertThat(register(token, "12345678", FacilityToRegister.named("若葉", "ワカバ")).problem())
        .isEqualTo("forbidden");
    for (String path :
        List.of("/account-issuances", "/issuance-runs", "/bank-account-reviews", "/audit-events")) {
      assertThat(api.get(path, token).status()).as(path).isEqualTo(403);
    }
  }

  @Test
  void callWhenTheTokenIsAnotherThenUnauthenticated() throws InterruptedException {
    TestOrganization municipality = organizations.m1();
    Map<String, Object> forOthers = Map.of("defaultClientScopes", List.of("basic"));
    AppApi.Program notAllowed =
        api.program(
            "city-" + UUID.randomUUID(),
            Map.of("defaultClientScopes", List.of("basic", "companion-app")));
    AppApi.Program withoutAudience = api.program(name(), forOthers);
    AppApi.Program shortLived =
        api.program(
            name(),
            Map.of(
                "defaultClientScopes",
                List.of("basic", "companion-app"),
                "attributes",
                Map.of("access.token.lifespan", "1")));
    AppApi.Program refreshing =
        api.program(
            name(),
            Map.of(
                "defaultClientScopes",
                List.of("basic", "companion-app"),
                "attributes",
                Map.of("client_credentials.use_refresh_token", "true")));
    for (AppApi.Program program : List.of(notAllowed, withoutAudience, shortLived, refreshing)) {
      api.join(program, municipality.alias(), "officer");
    }
    String expired = api.token(shortLived);
    JsonNode all = api.tokens(refreshing, Map.of("scope", "openid"));
    String good = all.path("access_token").asText();
    api.get("/me", good).expect(200);

    Map<String, String> refused = new LinkedHashMap<>();
    refused.put("of a client that is not allowed", api.token(notAllowed));
    refused.put("without the audience", api.token(withoutAudience));
    refused.put("of another realm", admin.token());
    refused.put("of the account console", organizations.m1Officer().token());
    refused.put("ID token", all.path("id_token").asText());
    refused.put("refresh token", all.path("refresh_token").asText());
    refused.put("with another signature", good.substring(0, good.lastIndexOf('.')) + ".AAAA");
    refused.put("without signature", good.substring(0, good.lastIndexOf('.') + 1));
    refused.put("no JWT", "abc");
    Thread.sleep(62_000); // the clocks of two machines may differ by a minute
    refused.put("expired", expired);
    refused.forEach(
        (which, token) -> {
          Reply reply = api.get("/me", token);
          assertThat(reply.status()).as(which + reply).isEqualTo(401);
          assertThat(reply.problem()).as(which).isEqualTo("unauthenticated");
          assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
        });
    assertThat(api.get("/me", null).status()).isEqualTo(401);
    assertThat(api.get("/me?access_token=" + good, null).status()).isEqualTo(401);
  }

  @Test
  void organizationWhenItsOnlyOtherAdministratorIsAProgramThenThePersonStays() {
    TestOrganization facility = organizations.newFacility();
    AppApi.Program program = api.program(name(), facility.alias(), "organization-admin");
    String token = facility.administrator().token();

    // The register does not know it: permitted, and nothing there.
    assertThat(api.get("/facility", api.token(program)).status()).isEqualTo(404);
    JsonNode members = keycloak.get(facility.members(), token).expect(200).body();
    assertThat(members.toString()).contains("service-account-" + program.clientId());
    assertThat(
            keycloak
                .put(
                    facility.member(facility.administrator()) + "/roles",
                    token,
                    keycloak
                        .get(facility.member(facility.administrator()), token)
                        .expect(200)
                        .body()
                        .path("version")
                        .asText(),
                    Map.of("roles", List.of()))
                .problem())
        .isEqualTo("last-administrator");
    assertThat(
            keycloak
                .post(
                    facility.members() + "/" + program.userId() + "/temporary-password",
                    token,
                    Map.of("identification", "窓口"))
                .problem())
        .isEqualTo("more-privileged");
  }
}
