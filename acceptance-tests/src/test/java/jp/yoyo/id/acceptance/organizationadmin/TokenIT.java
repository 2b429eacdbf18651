package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only a valid access token of an allowed client opens anything, on every route. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TokenIT {

  private static final String CLIENTS_SETTING = "organizationAdmin.clients";

  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;
  private final Clients clients;
  private final Map<String, String> refused = new LinkedHashMap<>();
  private final List<RealmSetting> changed = new ArrayList<>();
  private String serviceWithoutRole = "";

  TokenIT(DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
    this.clients = new Clients(stack, admin);
  }

  @BeforeAll
  void tokens() throws InterruptedException {
    Actor someone = organizations.registered(organizations.a(), "organization-admin");
    Map<String, Object> offline = Map.of("optionalClientScopes", List.of("offline_access"));
    String allowed = clients.create(offline);
    String other = clients.create(Map.of());
    String withoutAudience = clients.create(Map.of("defaultClientScopes", List.of("basic")));
    String shortLived = clients.create(Map.of("attributes", Map.of("access.token.lifespan", "1")));
    Map<String, Object> service = Map.of("publicClient", false, "serviceAccountsEnabled", true);
    String serviceAllowed = clients.create(service);
    String serviceOther = clients.create(service);
    changed.add(
        new RealmSetting(
            admin,
            CLIENTS_SETTING,
            String.join(
                " , ",
                "account-console",
                Clients.APP,
                allowed,
                withoutAudience,
                shortLived,
                serviceAllowed)));
    allowOffline(someone);

    String expired = accessToken(shortLived, someone);
    JsonNode full = clients.login(allowed, someone, "openid");
    String good = full.path("access_token").asText();
    refused.put("ID token", full.path("id_token").asText());
    refused.put("refresh token", full.path("refresh_token").asText());
    refused.put(
        "offline token",
        clients.login(allowed, someone, "openid offline_access").path("refresh_token").asText());
    refused.put("of a client that is not allowed", accessToken(other, someone));
    refused.put("without the audience", accessToken(withoutAudience, someone));
    refused.put("of another realm", admin.token());
    refused.put("of a service that is not allowed", clients.serviceAccountToken(serviceOther));
    refused.put("with another signature", good.substring(0, good.lastIndexOf('.')) + ".AAAA");
    refused.put("without signature", good.substring(0, good.lastIndexOf('.') + 1));
    refused.put("with algorithm none", withoutAlgorithm(good));
    refused.put("of somebody else's id", withSubject(good, organizations.a1().id()));
    refused.put("no JWT", "eyJhbGciOiJub25lIn0");
    refused.put("not even text of one", "a.b.c");
    serviceWithoutRole = clients.serviceAccountToken(serviceAllowed);
    assertThat(api.get("/me", good).status()).as("the control: a good token").isEqualTo(200);
    Thread.sleep(2000);
    refused.put("expired", expired);
  }

  @AfterAll
  void restore() {
    changed.forEach(RealmSetting::close);
    clients.deleteCreated();
  }

  @ParameterizedTest
  @EnumSource
  void callWhenTokenIsNoneThatCountsThenUnauthenticated(Route route) {
    String alias = organizations.a().alias();
    String id = organizations.a1().id();

    for (Map.Entry<String, String> token : refused.entrySet()) {
      Reply reply = route.call(api, token.getValue(), alias, id);

      assertThat(reply.status()).as(token.getKey() + ": " + reply).isEqualTo(401);
      assertThat(reply.problem()).isEqualTo("unauthenticated");
      assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
    }
  }

  @ParameterizedTest
  @EnumSource
  void callWhenTokenComesOtherThanAsBearerHeaderThenUnauthenticated(Route route) {
    String token = organizations.a1().token();
    String path = route.path(organizations.a().alias(), organizations.a1().id());
    String basic =
        Base64.getEncoder().encodeToString((":" + token).getBytes(StandardCharsets.UTF_8));

    for (Map.Entry<String, String> header :
        List.of(
            Map.entry("Authorization", "Basic " + basic),
            Map.entry("Authorization", "Bearer"),
            Map.entry("Authorization", "Bearer "),
            Map.entry("Authorization", token),
            Map.entry("X-Forwarded-Access-Token", token),
            Map.entry("Cookie", "KEYCLOAK_IDENTITY=" + token))) {
      Reply reply = Wire.send(route.method(), api.base() + path, null, List.of(header));

      assertThat(reply.status()).as(header.getKey() + ": " + reply).isEqualTo(401);
    }
    assertThat(
            Wire.send(route.method(), api.base() + path + "?access_token=" + token, null, List.of())
                .status())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource
  void callWhenServiceAccountLacksTheRoleThenForbiddenForWhomeverItNames(Route route) {
    for (Map<String, String> headers :
        List.of(Map.<String, String>of(), Map.of("Acting-User", organizations.a1().id()))) {
      Reply reply =
          route.call(
              api,
              serviceWithoutRole,
              organizations.a().alias(),
              organizations.a1().id(),
              route.body(),
              headers);

      assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @EnumSource
  void callWhenUserNamesAnActingUserThenForbidden(Route route) {
    Reply reply =
        route.call(
            api,
            organizations.memberA().token(),
            organizations.a().alias(),
            organizations.a1().id(),
            route.body(),
            Map.of("Acting-User", organizations.a1().id()));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "empty", "user-id", "itself", "other-realm", "two"})
  void callWhenAppNamesNobodyThenForbidden(String whom) {
    String named =
        switch (whom) {
          case "random" -> UUID.randomUUID().toString();
          case "empty" -> " ";
          case "user-id" -> organizations.a1().userId();
          case "itself" -> clients.serviceAccountOf(Clients.APP);
          case "other-realm" -> subject(admin.token());
          default -> organizations.a1().id() + "," + organizations.b1().id();
        };

    assertThat(
            api.send("GET", "/me", clients.appToken(), null, Map.of("Acting-User", named)).status())
        .isEqualTo(403);
  }

  @Test
  void callWhenSignedOutThenTheTokenIsDead() {
    Actor member = organizations.registered(organizations.a(), "organization-admin");
    String token = member.token();
    api.get("/me", token).expect(200);

    api.post(organizations.a().member(member) + "/sign-out", organizations.a1().token())
        .expect(204);

    assertThat(api.get("/me", token).status()).isEqualTo(401);
  }

  private String accessToken(String clientId, Actor actor) {
    return clients.login(clientId, actor, "openid").path("access_token").asText();
  }

  /** Without this role of the realm nobody gets an offline token. */
  private void allowOffline(Actor actor) {
    JsonNode role = admin.get("/roles/offline_access").expect(200).body();
    admin.send("POST", "/users/" + actor.id() + "/role-mappings/realm", List.of(role)).expect(204);
  }

  private static String withoutAlgorithm(String token) {
    return encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + token.split("\\.", -1)[1] + ".";
  }

  private static String withSubject(String token, String subject) {
    String[] parts = token.split("\\.", -1);
    String payload = decoded(parts[1]);
    return parts[0]
        + "."
        + encoded(payload.replace(Objects.requireNonNull(subject(token)), subject))
        + "."
        + parts[2];
  }

  private static String subject(String token) {
    return decoded(token.split("\\.", -1)[1]).replaceAll("^.*\"sub\":\"([^\"]+)\".*$", "$1");
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String text) {
    return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
  }
}
