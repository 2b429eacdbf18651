package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How answers look: languages, headers, browsers of other origins. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AnswerIT {

  private final TestOrganizations organizations;
  private final Api api;

  AnswerIT(TestOrganizations organizations, Api api) {
    this.organizations = organizations;
    this.api = api;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ja|ja|見つかりません",
        "en|en|Not found",
        "en-GB,en;q=0.9|en|Not found",
        "fr|ja|見つかりません",
        "*|ja|見つかりません",
        "fr,en;q=0.5,ja;q=0.4|en|Not found",
        "en;q=0.1,ja;q=0.9|ja|見つかりません",
      })
  void problemWhenLanguageIsAskedForThenInItWithTheSameType(
      String accepted, String language, String title) {
    Reply reply =
        api.send(
            "GET",
            "/organizations/none",
            organizations.a1().token(),
            null,
            Map.of("Accept-Language", accepted));

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    assertThat(reply.header("Content-Language")).isEqualTo(language);
    assertThat(reply.body().path("title").asText()).isEqualTo(title);
    assertThat(reply.body().path("type").asText()).isEqualTo("urn:yoyo:problem:not-found");
    assertThat(reply.body().path("status").asInt()).isEqualTo(404);
    assertThat(reply.body().path("detail").asText()).isNotBlank();
  }

  @Test
  void problemWhenNoLanguageIsAskedForThenJapanese() {
    assertThat(
            api.get("/organizations/none", organizations.a1().token())
                .body()
                .path("title")
                .asText())
        .isEqualTo("見つかりません");
  }

  @ParameterizedTest
  @CsvSource({"ja,＊", "en,"})
  void fieldErrorsWhenLanguageIsAskedForThenInIt(String language, String beginning) {
    Map<String, Object> person = organizations.newMember();
    person.put("email", "none");
    person.put("lastNameKana", "yobou");

    Reply reply =
        api.send(
            "POST",
            organizations.a().members(),
            organizations.a1().token(),
            Route.json(person),
            Map.of("Accept-Language", language));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().path("errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder("email", "lastNameKana");
    for (String message : reply.body().path("errors").findValuesAsText("message")) {
      assertThat(message).isNotBlank().doesNotContain("none", "yobou", "{", "${", "error-");
      boolean japanese = message.codePoints().anyMatch(c -> c > 0x3000);
      assertThat(japanese).as(message).isEqualTo(language.equals("ja"));
      if (beginning != null) {
        assertThat(message).startsWith(beginning);
      }
    }
  }

  @Test
  void rolesWhenLanguageIsAskedForThenLabelledInIt() {
    String path = organizations.a().path() + "/roles";
    String token = organizations.a1().token();

    assertThat(
            api.send("GET", path, token, null, Map.of("Accept-Language", "en"))
                .body()
                .findValuesAsText("label"))
        .contains("Organization administrator", "User manager");
    assertThat(
            api.send("GET", path, token, null, Map.of("Accept-Language", "ja"))
                .body()
                .findValuesAsText("label"))
        .contains("管理者権限を持つユーザ");
  }

  @ParameterizedTest
  @EnumSource
  void everyAnswerWhenGivenOrRefusedThenNobodyKeepsIt(Route route) {
    String alias = organizations.a().alias();
    String id = organizations.a1().id();

    for (Reply reply :
        List.of(
            route.call(api, null, alias, id),
            route.call(api, organizations.b1().token(), alias, id),
            route.call(api, organizations.memberA().token(), alias, id))) {
      assertThat(reply.header("Cache-Control")).as(reply.toString()).contains("no-store");
    }
    if (route.method().equals("GET")) {
      // To look into all organisations below the own one is for the help desk alone.
      Reply good =
          (route == Route.FIND_MEMBERS
                  ? api.get("/members?search=nobody", organizations.helpDesk().token())
                  : route.call(api, organizations.a1().token(), alias, id))
              .expect(200);
      assertThat(good.header("Cache-Control")).contains("no-store");
      assertThat(good.header("Content-Type")).startsWith("application/json");
      assertThat(good.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(good.headers().allValues("Set-Cookie")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void callWhenFromAnotherOriginThenNoHeaderAllowsIt(Route route) {
    String address = api.base() + route.path(organizations.a().alias(), organizations.a1().id());
    Map.Entry<String, String> origin = Map.entry("Origin", "https://evil.example");

    for (Reply reply :
        List.of(
            Wire.send(
                "OPTIONS",
                address,
                null,
                List.of(
                    origin,
                    Map.entry("Access-Control-Request-Method", route.method()),
                    Map.entry("Access-Control-Request-Headers", "authorization,content-type"))),
            Wire.send(route.method(), address, null, List.of(origin)),
            Wire.send(
                "GET",
                address,
                null,
                List.of(
                    origin, Map.entry("Authorization", "Bearer " + organizations.a1().token()))))) {
      assertThat(reply.headers().map().keySet())
          .as(reply.toString())
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-allow"));
    }
  }

  @Test
  void callWhenMethodIsNotOfTheRouteThenRefused() {
    for (Route route : Route.values()) {
      for (String method : List.of("PATCH", "TRACE", "HEAD")) {
        Reply reply =
            Wire.send(
                method,
                api.base() + route.path(organizations.a().alias(), organizations.a1().id()),
                null,
                List.of(Map.entry("Authorization", "Bearer " + organizations.b1().token())));

        assertThat(reply.status()).as(method + " " + route + reply).isIn(404, 405, 403, 200, 401);
        assertThat(reply.text()).doesNotContain("Bearer");
      }
    }
  }
}
