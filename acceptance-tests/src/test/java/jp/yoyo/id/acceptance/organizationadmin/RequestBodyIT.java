package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that say more, less or something else than they may. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RequestBodyIT {

  private static final String SECRET = "Himitsu-4649-xyz";

  private static final List<String> FORBIDDEN =
      List.of(
          "enabled",
          "emailVerified",
          "requiredActions",
          "attributes",
          "groups",
          "credentials",
          "id",
          "username",
          "organizationId",
          "organization",
          "realmRoles",
          "clientRoles",
          "status",
          "state",
          "approvedBy",
          "password",
          "temporaryPassword",
          "temporaryPasswordIssuedAt",
          "federationLink",
          "notBefore",
          "version",
          "createdAt",
          "memberOfOthers",
          "issueRequest",
          "__proto__");

  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;
  private String member = "";

  RequestBodyIT(TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
  }

  @BeforeAll
  void people() {
    member = organizations.registeredOnly(organizations.a()).path("id").asText();
  }

  @ParameterizedTest
  @MethodSource("routesWithBody")
  void callWhenFieldIsNotOfTheListThenInvalidAndNothingChanges(Route route) {
    String before = state();

    for (String field : FORBIDDEN) {
      if (accepted(route).containsKey(field)) {
        continue;
      }
      Object value = FORBIDDEN.indexOf(field) % 2 == 0 ? SECRET : Map.of("a", List.of(SECRET));
      Map<String, Object> body = new LinkedHashMap<>(accepted(route));
      body.put(field, value);
      Reply reply = call(route, Route.json(body));

      assertThat(reply.status()).as(field + ": " + reply).isEqualTo(400);
      assertThat(reply.problem()).isEqualTo("invalid");
      assertThat(reply.body().at("/errors/0/field").asText()).isEqualTo(field);
      assertThat(reply.text()).doesNotContain(SECRET);
      assertNothingCreated(body);
    }
    assertThat(state()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"enabled", "credentials", "id", "roles", "requiredActions", "emailVerified"})
  void issueWhenFieldOfTheAdministratorIsNotOfTheListThenInvalid(String field) {
    Map<String, Object> issue = organizations.newFacilityIssue();
    Map<String, Object> administrator = administratorOf(issue);
    administrator.put(field, field.equals("roles") ? List.of("organization-admin") : SECRET);
    issue.put("administrator", administrator);

    Reply reply = call(Route.ISSUE, Route.json(issue));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.body().at("/errors/0/field").asText()).isEqualTo("administrator." + field);
    assertNothingCreated(issue);
  }

  @ParameterizedTest
  @MethodSource("routesWithBody")
  void callWhenFieldIsNullThenInvalid(Route route) {
    for (String field : accepted(route).keySet()) {
      Map<String, Object> body = new LinkedHashMap<>(accepted(route));
      String json =
          Route.json(body)
              .replaceFirst(
                  "\"" + field + "\":(\"[^\"]*\"|\\[[^]]*]|\\{[^}]*}|true)",
                  "\"" + field + "\":null");
      Reply reply = call(route, json);

      assertThat(reply.status()).as(json + reply).isEqualTo(400);
      assertThat(reply.body().at("/errors/0/field").asText()).isEqualTo(field);
    }
  }

  @ParameterizedTest
  @MethodSource("routesWithBody")
  void callWhenBodyIsNoObjectOfThisKindThenMalformedOrTooLarge(Route route) {
    String accepted = Route.json(accepted(route));
    Map<String, Integer> bodies = new LinkedHashMap<>();
    bodies.put("", 400);
    bodies.put("[]", 400);
    bodies.put("null", 400);
    bodies.put("\"" + SECRET + "\"", 400);
    bodies.put(accepted + accepted, 400);
    bodies.put(accepted.substring(0, accepted.length() - 1), 400);
    bodies.put("{\"a\":".repeat(1000) + "1" + "}".repeat(1000), 400);
    bodies.put("[".repeat(100_000), 413);
    bodies.put("{\"lastName\":\"" + "x".repeat(1024 * 1024) + "\"}", 413);
    bodies.put("{\"" + "x".repeat(1024 * 1024) + "\":1}", 413);
    bodies.put("{\"a\":1,\"a\":1}", 400);

    for (Map.Entry<String, Integer> body : bodies.entrySet()) {
      Reply reply = call(route, body.getKey());

      assertThat(reply.status())
          .as(body.getKey().substring(0, Math.min(60, body.getKey().length())) + ": " + reply)
          .isEqualTo(body.getValue());
      assertThat(reply.problem()).isNotEmpty();
      assertThat(reply.text()).doesNotContain(SECRET, "Exception", "jackson");
    }
  }

  @ParameterizedTest
  @MethodSource("routesWithBody")
  void callWhenBodyIsOfAnotherMediaTypeThenRefused(Route route) {
    for (String type :
        List.of(
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/xml")) {
      Reply reply =
          Wire.send(
              route.method(),
              api.base() + route.path(organizations.a().alias(), member),
              Route.json(accepted(route)),
              List.of(
                  Map.entry("Authorization", "Bearer " + token(route)),
                  Map.entry("Content-Type", type)));

      assertThat(reply.status()).as(type + ": " + reply).isEqualTo(415);
    }
  }

  @Test
  void updateMemberWhenFieldIsAbsentEmptyOrGivenThenKeptClearedOrChanged() {
    String path = organizations.a().members() + "/" + member;
    JsonNode filled =
        update(path, Map.of("department", "受付", "phoneNumber", "03-0000-0000")).expect(200).body();
    assertThat(filled.path("department").asText()).isEqualTo("受付");

    JsonNode cleared = update(path, Map.of("department", "")).expect(200).body();

    assertThat(cleared.has("department")).isFalse();
    assertThat(cleared.path("phoneNumber").asText()).isEqualTo("03-0000-0000");
    assertThat(cleared.path("lastName")).isEqualTo(filled.path("lastName"));
    assertThat(api.get(path, organizations.a1().token()).expect(200).body()).isEqualTo(cleared);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lastName", "firstName", "email"})
  void updateMemberWhenRequiredFieldIsEmptyThenInvalid(String field) {
    for (String value : List.of("", "  ", "　")) {
      Reply reply = update(organizations.a().members() + "/" + member, Map.of(field, value));

      assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
      assertThat(reply.body().at("/errors/0/field").asText()).isEqualTo(field);
    }
  }

  @Test
  void updateMemberWhenNothingIsGivenThenNothingChanges() {
    String path = organizations.a().members() + "/" + member;
    String before = api.get(path, organizations.a1().token()).expect(200).text();

    update(path, Map.of()).expect(200);

    assertThat(api.get(path, organizations.a1().token()).expect(200).text()).isEqualTo(before);
  }

  @Test
  void updateMemberWhenDoneThenTheTemporaryPasswordKeepsItsMark() {
    JsonNode registered = organizations.registeredOnly(organizations.a());
    String id = registered.path("id").asText();

    JsonNode updated =
        update(organizations.a().members() + "/" + id, Map.of("department", "外来"))
            .expect(200)
            .body();

    assertThat(updated.path("state").asText()).isEqualTo("temporary-password-unchanged");
    assertThat(updated.path("mail").asText()).isEqualTo("sent");
    JsonNode user = admin.get("/users/" + id).expect(200).body();
    assertThat(user.path("requiredActions").toString()).contains("UPDATE_PASSWORD");
    assertThat(user.at("/attributes/temporaryPasswordIssuedAt/0").asText()).matches("[0-9]{10}");
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void registerWhenTextIsHostileThenItIsRefusedOrText(String name, String text) {
    for (String field : List.of("lastName", "firstName", "department")) {
      Map<String, Object> person = organizations.newMember();
      person.put(field, text);
      Reply reply = call(Route.REGISTER, Route.json(person));

      assertThat(reply.status()).as(name + " in " + field + ": " + reply).isIn(201, 400);
      if (reply.status() == 201) {
        assertThat(reply.body().path(field).asText()).isEqualTo(text.strip());
      } else {
        assertThat(reply.body().at("/errors/0/field").asText()).isEqualTo(field);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\u0000", "\\ud800", "a\\u0000b", "\\r\\nBcc: x@example.jp", "\\n", "\\u0085"})
  void callWhenTextHoldsControlCharactersThenInvalidEverywhere(String escaped) {
    Map<Route, List<String>> fields =
        Map.of(
            Route.REGISTER,
            List.of(
                "lastName",
                "firstName",
                "email",
                "department",
                "userId",
                "phoneNumber",
                "lastNameKana",
                "locale"),
            Route.UPDATE_MEMBER,
            List.of("lastName", "email", "department"),
            Route.ISSUE,
            List.of("displayName", "alias", "code", "prefecture", "type"),
            Route.UPDATE_ORGANIZATION,
            List.of("displayName", "code"),
            Route.TEMPORARY_PASSWORD,
            List.of("identification"));
    fields.forEach(
        (route, names) ->
            names.forEach(
                field -> {
                  Map<String, Object> body = new LinkedHashMap<>(accepted(route));
                  body.put(field, "@@");
                  Reply reply =
                      call(route, Route.json(body).replace("\"@@\"", "\"x" + escaped + "y\""));

                  assertThat(reply.status()).as(route + " " + field + ": " + reply).isEqualTo(400);
                }));
  }

  @Test
  void registerWhenTextsAreTooLongThenInvalid() {
    Map<String, String> longest =
        Map.of(
            "lastName", "予".repeat(65),
            "firstName", "予".repeat(65),
            "lastNameKana", "ヨ".repeat(65),
            "department", "予".repeat(101),
            "email", "a".repeat(60) + "@" + "b".repeat(60) + "." + "c".repeat(200) + ".jp",
            "phoneNumber", "0".repeat(50),
            "userId", "u".repeat(65));
    longest.forEach(
        (field, text) -> {
          Map<String, Object> person = organizations.newMember();
          person.put(field, text);
          Reply reply = call(Route.REGISTER, Route.json(person));

          assertThat(reply.status()).as(field + ": " + reply).isEqualTo(400);
          assertThat(reply.body().at("/errors/0/field").asText()).isEqualTo(field);
          assertThat(reply.text()).doesNotContain(text);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no-at-sign",
        "a@b",
        "two@at@example.jp",
        "a b@example.jp",
        "a@example.jp,b@example.jp",
        "a@example.jp;b@example.jp",
        "\"a\\r\\nb\"@example.jp",
        "Someone <a@example.jp>",
        "a@exam ple.jp"
      })
  void registerWhenMailAddressIsNoneThenInvalid(String address) {
    Map<String, Object> person = organizations.newMember();
    person.put("email", address);

    Reply reply = call(Route.REGISTER, Route.json(person));

    // Keycloak's own rule decides about addresses without a dot.
    if (!address.equals("a@b")) {
      assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
      assertThat(reply.body().at("/errors/0/field").asText()).isEqualTo("email");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ab",
        "ab",
        "UPPER-case",
        "with space",
        "日本語",
        "a/b/c",
        "../admin",
        "-first",
        ".first",
        "a@b",
        "<b>bold",
        "ａｂｃ",
        "раураl"
      })
  void registerWhenUserIdIsNoneThenInvalid(String userId) {
    Map<String, Object> person = organizations.newMember();
    person.put("userId", userId);

    Reply reply = call(Route.REGISTER, Route.json(person));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.body().at("/errors/0/field").asText()).isEqualTo("userId");
  }

  static Stream<Arguments> hostileTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("markup", "<script>alert(1)</script>");
    texts.put("FreeMarker", "${7*7}<#assign x=1>");
    texts.put("MessageFormat", "{0}'{1}");
    texts.put("SQL", "'; drop table user_entity; --");
    texts.put("like", "100%_\\");
    texts.put("JSON", "\"},\"enabled\":true,\"x\":{\"");
    texts.put("log", "x\u2028y");
    texts.put("right to left", "\u202egnp.exe");
    texts.put("zero width", "a\u200bb");
    texts.put("outside the BMP", "𠮷野");
    texts.put("combining", "か\u3099");
    return texts.entrySet().stream().map(text -> Arguments.of(text.getKey(), text.getValue()));
  }

  static Stream<Route> routesWithBody() {
    return Stream.of(
        Route.ISSUE,
        Route.UPDATE_ORGANIZATION,
        Route.ENABLE_ORGANIZATION,
        Route.REGISTER,
        Route.UPDATE_MEMBER,
        Route.TEMPORARY_PASSWORD,
        Route.ENABLE_MEMBER,
        Route.CHANGE_ROLES);
  }

  private Map<String, Object> accepted(Route route) {
    return switch (route) {
      case ISSUE -> organizations.newFacilityIssue();
      case REGISTER -> organizations.newMember();
      case TEMPORARY_PASSWORD -> Map.of("identification", "電話で本人確認");
      case UPDATE_ORGANIZATION -> Map.of("prefecture", "13", "displayName", "青葉クリニック");
      case UPDATE_MEMBER -> Map.of("lastName", "予防", "department", "受付");
      default -> cast(Objects.requireNonNull(route.body()));
    };
  }

  private static Map<String, Object> cast(Object body) {
    Map<String, Object> copy = new HashMap<>();
    ((Map<?, ?>) body).forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }

  private static Map<String, Object> administratorOf(Map<String, Object> issue) {
    return cast(Objects.requireNonNull(issue.get("administrator")));
  }

  private String token(Route route) {
    boolean supervisors =
        route == Route.ISSUE
            || route == Route.UPDATE_ORGANIZATION
            || route == Route.ENABLE_ORGANIZATION;
    return supervisors ? organizations.m1().administrator().token() : organizations.a1().token();
  }

  private Reply call(Route route, String json) {
    return api.send(
        route.method(),
        route.path(organizations.a().alias(), member),
        token(route),
        json,
        route.hasVersion() ? Map.of("If-Match", version(route)) : Map.of());
  }

  private String version(Route route) {
    return api.get(
            route == Route.UPDATE_ORGANIZATION
                ? organizations.a().path()
                : organizations.a().members() + "/" + member,
            organizations.a1().token())
        .expect(200)
        .body()
        .path("version")
        .asText();
  }

  private Reply update(String path, Map<String, String> fields) {
    String version =
        api.get(path, organizations.a1().token()).expect(200).body().path("version").asText();
    return api.put(path, organizations.a1().token(), version, fields);
  }

  /** What a smuggled field could have changed. */
  private String state() {
    return admin.get("/users/" + member).expect(200).text()
        + api.get(organizations.a().path(), organizations.a1().token()).expect(200).text();
  }

  private void assertNothingCreated(Map<String, Object> body) {
    if (body.get("alias") instanceof String alias) {
      assertThat(
              api.get(
                      "/organizations?search=" + body.get("code"),
                      organizations.m1().administrator().token())
                  .expect(200)
                  .body()
                  .path("total")
                  .asInt())
          .as(alias)
          .isZero();
    }
    if (body.get("userId") instanceof String userId) {
      assertThat(admin.findUser(userId)).isEmpty();
    }
  }
}
