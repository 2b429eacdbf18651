package jp.yoyo.id.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.oidcLogin;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.cookie;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.testing.AppTest;
import jp.yoyo.id.app.testing.InMemoryOrganizationAdmin;
import jp.yoyo.id.app.testing.Login;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;

@AppTest
final class PagesTest {

  private final MockMvc app;
  private final InMemoryOrganizationAdmin keycloak;

  @Autowired
  PagesTest(MockMvc app, InMemoryOrganizationAdmin keycloak) {
    this.app = app;
    this.keycloak = keycloak;
  }

  @AfterEach
  void forget() {
    keycloak.clear();
  }

  @Test
  void anyPageWhenNobodyIsLoggedInThenLeadsToTheLoginWithPkce() throws Exception {
    MvcResult first =
        app.perform(get("/").header("Accept", "text/html"))
            .andExpect(status().is3xxRedirection())
            .andReturn();
    assertThat(first.getResponse().getRedirectedUrl()).endsWith("/oauth2/authorization/keycloak");

    MvcResult second =
        app.perform(get("/oauth2/authorization/keycloak"))
            .andExpect(status().is3xxRedirection())
            .andReturn();
    assertThat(second.getResponse().getRedirectedUrl())
        .startsWith("http://localhost:1/realms/yoyo/protocol/openid-connect/auth?")
        .contains("code_challenge_method=S256", "client_id=token-issuer-app")
        .contains("redirect_uri=http://localhost:8081/login/oauth2/code/keycloak");
  }

  @Test
  void homeWhenLoggedInThenShowsTheOrganizationAndTheNavigation() throws Exception {
    keycloak.user("m1", municipality());

    assertThat(page("/", "m1"))
        .contains("<h1>あなたの作業</h1>", "予防市", "予防 花子", "対応が必要な作業はありません", "送信状況")
        .contains("lang=\"ja\"", "href=\"#main\"");
  }

  @Test
  void everyPageWhenAnsweredThenCarriesTheHeaders() throws Exception {
    keycloak.user("m1", municipality());

    app.perform(get("/").with(Login.as("m1")))
        .andExpect(status().isOk())
        .andExpect(header().string("X-Frame-Options", "DENY"))
        .andExpect(header().string("X-Content-Type-Options", "nosniff"))
        .andExpect(header().string("Referrer-Policy", "same-origin"))
        .andExpect(
            header()
                .string(
                    "Content-Security-Policy",
                    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
                        + " frame-ancestors 'none'; form-action 'self' http://localhost:1"))
        .andExpect(
            header().string("Cache-Control", org.hamcrest.Matchers.containsString("no-store")))
        .andExpect(header().exists("Reference-Number"));
  }

  @Test
  void postWhenTheCsrfTokenIsMissingThenForbidden() throws Exception {
    keycloak.user("m1", municipality());

    app.perform(post("/organization").param("alias", "m1").with(Login.as("m1")))
        .andExpect(status().isForbidden());
  }

  @Test
  void homeWhenSeveralOrganizationsThenAsksWhichOneAndRemembersIt() throws Exception {
    keycloak.user("ab", municipality());
    keycloak.user(
        "ab",
        InMemoryOrganizationAdmin.organization(
            OrganizationType.FACILITY, "f1", "予防クリニック", Permission.VIEW_ORGANIZATION));

    app.perform(get("/").with(Login.as("ab"))).andExpect(redirectedUrl("/organization"));
    assertThat(page("/organization", "ab")).contains("予防市", "予防クリニック");
    Cookie session =
        app.perform(post("/organization").param("alias", "f1").with(Login.as("ab")).with(csrf()))
            .andExpect(redirectedUrl("/"))
            .andReturn()
            .getResponse()
            .getCookie("yoyo-app");

    String home =
        text(
            app.perform(get("/").cookie(Objects.requireNonNull(session)).with(Login.as("ab")))
                .andExpect(status().isOk())
                .andReturn());
    assertThat(home).contains("<strong>予防クリニック</strong>", "切り替える").doesNotContain("送信状況");
  }

  @Test
  void pageWhenSeveralOrganizationsThenBackToItAfterTheChoice() throws Exception {
    keycloak.user("ab", municipality());
    keycloak.user(
        "ab",
        InMemoryOrganizationAdmin.organization(
            OrganizationType.FACILITY, "f1", "予防クリニック", Permission.VIEW_ORGANIZATION));

    String choice =
        Objects.requireNonNull(
            app.perform(get("/outbox?state=failed").with(Login.as("ab")))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl());
    assertThat(java.net.URLDecoder.decode(choice, StandardCharsets.UTF_8))
        .isEqualTo("/organization?back=/outbox?state=failed");
    assertThat(
            text(
                app.perform(
                        get("/organization")
                            .param("back", "/outbox?state=failed")
                            .with(Login.as("ab")))
                    .andReturn()))
        .contains("name=\"back\" value=\"/outbox?state=failed\"");
    app.perform(
            post("/organization")
                .param("alias", "m1")
                .param("back", "/outbox?state=failed")
                .with(Login.as("ab"))
                .with(csrf()))
        .andExpect(redirectedUrl("/outbox?state=failed"));
    app.perform(
            post("/organization")
                .param("alias", "m1")
                .param("back", "//elsewhere.example/")
                .with(Login.as("ab"))
                .with(csrf()))
        .andExpect(redirectedUrl("/"));
  }

  @Test
  void anyPageWhenTheLoginIsOlderThanTheLimitThenToTheLoginAgain() throws Exception {
    keycloak.user("m1", municipality());
    for (int hours : new int[] {11, 13}) {
      String to =
          app.perform(
                  get("/")
                      .header("Accept", "text/html")
                      .with(
                          oidcLogin()
                              .idToken(
                                  token ->
                                      token
                                          .subject("m1")
                                          .issuedAt(
                                              java.time.Instant.now()
                                                  .minus(java.time.Duration.ofHours(hours))))))
              .andReturn()
              .getResponse()
              .getRedirectedUrl();
      if (hours < 12) {
        assertThat(to).isNull();
      } else {
        assertThat(to).endsWith("/oauth2/authorization/keycloak");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 405, 409, 413, 500, 503})
  void errorWhenAnyThenSaysWhatToDoWithAReferenceNumber(int code) throws Exception {
    for (String language : new String[] {"ja", "en"}) {
      MvcResult result =
          app.perform(
                  get("/error")
                      .header("Accept-Language", language)
                      .requestAttr("jakarta.servlet.error.status_code", code)
                      .requestAttr("jakarta.servlet.error.request_uri", "/somewhere"))
              .andReturn();
      assertThat(result.getResponse().getStatus()).isEqualTo(code);
      String number = Objects.requireNonNull(result.getResponse().getHeader("Reference-Number"));
      assertThat(text(result))
          .contains("<strong class=\"yoyo-reference\">" + number + "</strong>")
          .contains("lang=\"" + language + "\"")
          .doesNotContain("Exception");
    }
  }

  @Test
  void organizationWhenItIsNotTheUsersThenNotFound() throws Exception {
    keycloak.user("m1", municipality());

    app.perform(post("/organization").param("alias", "other").with(Login.as("m1")).with(csrf()))
        .andExpect(status().isNotFound());
  }

  @Test
  void homeWhenTheUserHasNoOrganizationThenSaysSo() throws Exception {
    keycloak.stranger("nobody");

    MvcResult result =
        app.perform(get("/").with(Login.as("nobody")))
            .andExpect(status().isForbidden())
            .andReturn();
    assertThat(text(result)).contains("利用できる組織がありません", "ログアウト");
  }

  @Test
  void homeWhenKeycloakNoLongerLetsTheUserInThenTheSessionEnds() throws Exception {
    keycloak.user("m1", municipality());
    Cookie session =
        app.perform(get("/").with(Login.as("m1"))).andReturn().getResponse().getCookie("yoyo-app");
    keycloak.disable("m1");

    app.perform(get("/").cookie(Objects.requireNonNull(session)).with(Login.as("m1")))
        .andExpect(redirectedUrl("/signed-out?reason=disabled"))
        .andExpect(cookie().maxAge("yoyo-app", 0));
    assertThat(text(app.perform(get("/signed-out?reason=disabled")).andReturn()))
        .contains("このユーザは利用できません");
  }

  @Test
  void languageWhenSwitchedThenStays() throws Exception {
    keycloak.user("m1", municipality());

    MvcResult switched =
        app.perform(
                post("/language")
                    .param("language", "en")
                    .param("back", "/outbox")
                    .with(Login.as("m1"))
                    .with(csrf()))
            .andExpect(redirectedUrl("/outbox"))
            .andReturn();

    String home =
        text(
            app.perform(get("/").cookie(switched.getResponse().getCookies()).with(Login.as("m1")))
                .andReturn());
    assertThat(home).contains("<h1>Your work</h1>", "lang=\"en\"");
  }

  @Test
  void languageWhenItLeadsElsewhereThenToTheFirstPage() throws Exception {
    app.perform(
            post("/language").param("language", "en").param("back", "//evil.example").with(csrf()))
        .andExpect(redirectedUrl("/"));
  }

  @Test
  void outboxWhenAFacilityAsksThenForbidden() throws Exception {
    keycloak.user(
        "f",
        InMemoryOrganizationAdmin.organization(
            OrganizationType.FACILITY,
            "f1",
            "予防クリニック",
            Permission.SUPERVISE_ORGANIZATIONS,
            Permission.VIEW_ORGANIZATION));

    app.perform(get("/outbox").with(Login.as("f"))).andExpect(status().isForbidden());
  }

  @Test
  void listsWhenEmptyThenSaySo() throws Exception {
    keycloak.user("m1", municipality());

    assertThat(page("/outbox", "m1")).contains("該当するデータはありません", "全0件");
    assertThat(page("/audit?from=nonsense", "m1")).contains("該当するデータはありません");
  }

  private static jp.yoyo.id.app.keycloak.Me.Organization municipality() {
    return InMemoryOrganizationAdmin.organization(
        OrganizationType.MUNICIPALITY,
        "m1",
        "予防市",
        Permission.SUPERVISE_ORGANIZATIONS,
        Permission.VIEW_EVENTS);
  }

  private String page(String path, String user) throws Exception {
    return text(app.perform(get(path).with(Login.as(user))).andExpect(status().isOk()).andReturn());
  }

  private static String text(MvcResult result) {
    return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
  }
}
