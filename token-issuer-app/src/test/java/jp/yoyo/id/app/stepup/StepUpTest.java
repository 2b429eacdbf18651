package jp.yoyo.id.app.stepup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.app.actor.CurrentActor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.testing.AppTest;
import jp.yoyo.id.app.testing.InMemoryOrganizationAdmin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.web.method.HandlerMethod;

@AppTest
final class StepUpTest {

  private static final String USER = "step-up-user";

  private final InMemoryOrganizationAdmin keycloak;
  private final StepUpInterceptor interceptor;
  private final MockHttpSession session = new MockHttpSession();

  @Autowired
  StepUpTest(InMemoryOrganizationAdmin keycloak, CurrentActor currentActor, Clock clock) {
    this.keycloak = keycloak;
    this.interceptor = new StepUpInterceptor(currentActor, clock);
  }

  /** Handlers as the features have them. */
  static final class Forms {
    @StepUp("reissue")
    public void kept() {}

    @StepUp(value = "facility-token-claim", keepsForm = false)
    public void secret() {}

    public void open() {}
  }

  @BeforeEach
  void required() {
    keycloak.setSecondFactor("required");
    var unused =
        keycloak.user(
            USER,
            InMemoryOrganizationAdmin.organization(
                OrganizationType.MUNICIPALITY, "m-131016", "予防市"));
    logIn(USER);
  }

  @AfterEach
  void nobody() {
    SecurityContextHolder.clearContext();
    keycloak.clear();
  }

  private static void logIn(String user) {
    OidcIdToken token =
        new OidcIdToken("t", Instant.now(), Instant.now().plusSeconds(60), Map.of("sub", user));
    TestingAuthenticationToken login =
        new TestingAuthenticationToken(new DefaultOidcUser(List.of(), token), "");
    login.setAuthenticated(true);
    SecurityContextHolder.getContext().setAuthentication(login);
  }

  private MockHttpServletRequest post() {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/help-desk/reissue");
    request.setSession(session);
    request.addParameter("_csrf", "c");
    request.addParameter("code", "secret-code");
    request.addParameter("many", "1", "2");
    return request;
  }

  private String answerTo(String method) throws IOException, NoSuchMethodException {
    MockHttpServletResponse response = new MockHttpServletResponse();
    boolean goesOn =
        interceptor.preHandle(
            post(), response, new HandlerMethod(new Forms(), Forms.class.getMethod(method)));
    String address = response.getRedirectedUrl();
    return goesOn ? "goes on" : String.valueOf(address);
  }

  private java.util.Optional<String> afterLogin(String user, String acr, Instant at) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setSession(session);
    return StepUpSession.afterLogin(request, user, acr, at);
  }

  @Test
  void formWhenNoSecondFactorWasShownThenKeptAndSentToKeycloak() throws Exception {
    assertThat(answerTo("kept")).isEqualTo("/oauth2/authorization/keycloak?step-up=1");

    StepUpSession.Waiting waiting =
        StepUpSession.waiting(session, USER, Instant.now()).orElseThrow();
    assertThat(waiting.path()).isEqualTo("/help-desk/reissue");
    assertThat(waiting.kept())
        .isEqualTo(Map.of("code", List.of("secret-code"), "many", List.of("1", "2")));
  }

  @Test
  void formWhenASecretIsInItThenNotKept() throws Exception {
    assertThat(answerTo("secret")).isEqualTo("/oauth2/authorization/keycloak?step-up=1");

    assertThat(StepUpSession.waiting(session, USER, Instant.now()).orElseThrow().fields()).isNull();
  }

  @Test
  void formWhenASecondFactorWasShownThenGoesOnForFiveMinutes() throws Exception {
    assertThat(answerTo("kept")).startsWith("/oauth2");
    assertThat(afterLogin(USER, "2", Instant.now())).contains("/step-up");
    assertThat(answerTo("kept")).isEqualTo("goes on");
    assertThat(StepUpSession.waiting(session, USER, Instant.now())).as("done").isEmpty();

    assertThat(afterLogin(USER, "2", Instant.now().minus(Duration.ofMinutes(6)))).isEmpty();
    assertThat(answerTo("kept")).startsWith("/oauth2");
  }

  @ParameterizedTest
  @CsvSource({"1", "0", "x", "-2", "''"})
  void loginWhenOfALowerLevelThenNoSecondFactor(String acr) throws Exception {
    assertThat(afterLogin(USER, acr, Instant.now())).isEmpty();
    assertThat(answerTo("kept")).startsWith("/oauth2");
  }

  /** The session goes on with another user: nothing of the former one is his. */
  @Test
  void secondFactorWhenOfAnotherUserThenWorthNothing() throws Exception {
    assertThat(answerTo("kept")).startsWith("/oauth2");
    assertThat(afterLogin("somebody-else", "2", Instant.now())).isEmpty();
    assertThat(StepUpSession.waiting(session, "somebody-else", Instant.now())).isEmpty();
    assertThat(answerTo("kept")).startsWith("/oauth2");
  }

  @Test
  void formWhenTheRealmAsksNobodyThenGoesOn() throws Exception {
    keycloak.clear();
    var unused =
        keycloak.user(
            USER,
            InMemoryOrganizationAdmin.organization(
                OrganizationType.MUNICIPALITY, "m-131016", "予防市"));

    assertThat(answerTo("kept")).isEqualTo("goes on");
  }

  @Test
  void handlerWhenItWantsNoneThenGoesOn() throws Exception {
    assertThat(answerTo("open")).isEqualTo("goes on");
  }
}
