package jp.yoyo.id.acceptance.chapter3;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.login.LoginWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith({SharedStack.class, Browsers.class})
final class FirstLoginIT {

  private static final String CHANGE_PAGE_TITLE = "仮パスワード変更";

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;
  private final Actors actors;

  FirstLoginIT(
      DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin, Actors actors) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
    this.actors = actors;
  }

  /** An administrator whose mail has come and who has not logged in yet. */
  private record Newcomer(String id, String userId, String email, String temporaryPassword) {}

  private Newcomer newcomer(Language language) {
    Map<String, Object> issue = organizations.newFacilityIssue();
    TestOrganizations.administratorIn(issue).put("locale", language.tag());
    Instant before = Instant.now();
    JsonNode administrator =
        api.post("/organizations", organizations.m1().administrator().token(), issue)
            .expect(201)
            .body()
            .path("administrator");
    String email = administrator.path("email").asText();
    return new Newcomer(
        administrator.path("id").asText(),
        administrator.path("userId").asText(),
        email,
        actors.awaitTemporaryPassword(email, before));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void firstLoginWhenPasswordChangedThenInTheAccountConsole(Language language, Browsers.Desk desk) {
    Newcomer newcomer = newcomer(language);
    Visit visit = desk.newBrowser(language);

    visit.openAccountConsole(stack);
    assertThat(visit.heading()).isEqualTo(language.of("ログイン", "Log in"));
    assertThat(visit.find("#username").isVisible()).isTrue();
    assertThat(visit.find("#password").isVisible()).as("one page").isTrue();
    visit.look("login");

    visit.logIn(newcomer.userId(), newcomer.temporaryPassword());
    assertThat(visit.heading())
        .isEqualTo(language.of(CHANGE_PAGE_TITLE, "Change your temporary password"));
    assertThat(visit.find("main").innerText()).contains(newcomer.userId());
    visit.look("temporary-password-change");

    visit.changePasswordTo(Actors.PASSWORD);
    visit.awaitAccountConsole();
    visit.picture("account-console-1280");
    assertThat(admin.sessions(newcomer.id())).isEqualTo(1);
  }

  @Test
  void changeWhenDoneThenTheTemporaryPasswordIsDead(Browsers.Desk desk) {
    Newcomer newcomer = newcomer(Language.JA);
    Visit visit = onChangePage(newcomer, desk);
    visit.changePasswordTo(Actors.PASSWORD);
    visit.awaitAccountConsole();

    Visit later = desk.newBrowser(Language.JA);
    later.openAccountConsole(stack);
    later.logIn(newcomer.userId(), newcomer.temporaryPassword());

    assertThat(later.message()).isEqualTo("＊ユーザIDまたはパスワードが正しくありません。");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void changeWhenNewPasswordIsBadThenThePageSaysWhy(Language language, Browsers.Desk desk) {
    Newcomer newcomer = newcomer(language);
    Visit visit = desk.newBrowser(language);
    visit.openAccountConsole(stack);
    visit.logIn(newcomer.userId(), newcomer.temporaryPassword());

    visit.changePasswordTo("Kurage-4242!");
    assertThat(visit.find("#input-error-password-new").innerText())
        .contains(language.of("＊パスワードは13文字以上にしてください。", "13 characters"));
    assertThat(visit.find("#password-new").getAttribute("aria-invalid")).isEqualTo("true");
    visit.look("temporary-password-change-error");

    visit.changePasswordTo(newcomer.temporaryPassword());
    assertThat(visit.find("#input-error-password-new").innerText())
        .isEqualTo(
            language.of(
                "＊現在のパスワードと異なるパスワードを入力してください。",
                "＊Please enter a password that differs from the present one."));

    visit.find("#password-new").fill(Actors.PASSWORD);
    visit.find("#password-confirm").fill(Actors.PASSWORD + "x");
    visit.send("#kc-submit");
    assertThat(visit.find("#input-error-password-confirm").innerText())
        .contains(language.of("一致しません", "not the same"));
    assertThat(admin.sessions(newcomer.id())).isZero();
  }

  /** What somebody may try who does not want to change the password. */
  enum Detour {
    ACCOUNT_CONSOLE {
      @Override
      void take(FirstLoginIT test, Visit visit) {
        visit.page().navigate(Visit.accountConsole(test.stack.keycloakUrl()));
        visit.find("#kc-page-title").waitFor();
      }
    },
    ACCOUNT_CONSOLE_IN_A_SECOND_TAB {
      @Override
      void take(FirstLoginIT test, Visit visit) {
        visit.newTab();
        ACCOUNT_CONSOLE.take(test, visit);
      }
    },
    OTHER_CLIENT {
      @Override
      void take(FirstLoginIT test, Visit visit) {
        visit
            .page()
            .navigate(test.authorization("account-console", "&scope=openid%20offline_access"));
      }
    },
    NO_PROMPT {
      @Override
      void take(FirstLoginIT test, Visit visit) {
        visit.page().navigate(test.authorization("account-console", "&prompt=none"));
        visit.page().waitForURL(url -> url.contains("login_required") || url.contains("auth?"));
      }
    },
    OTHER_ACTION {
      @Override
      void take(FirstLoginIT test, Visit visit) {
        visit.page().navigate(test.authorization("account-console", "&kc_action=UPDATE_PROFILE"));
      }
    },
    SKIPPED_ACTION {
      @Override
      void take(FirstLoginIT test, Visit visit) {
        visit
            .page()
            .navigate(
                test.authorization("account-console", "&kc_action=skip&kc_action_status=success"));
      }
    },
    OTHER_EXECUTION {
      @Override
      void take(FirstLoginIT test, Visit visit) {
        String action = visit.find("#kc-passwd-update-form").getAttribute("action");
        visit.page().navigate(action.replaceAll("execution=[^&]+", "execution=VERIFY_PROFILE"));
      }
    },
    CANCELLED {
      @Override
      void take(FirstLoginIT test, Visit visit) {
        visit
            .page()
            .evaluate(
                """
                const form = document.getElementById('kc-passwd-update-form');
                form.insertAdjacentHTML('beforeend', '<input name="cancel-aia" value="true">');
                """);
        visit.send("#kc-submit");
      }
    },
    EMPTY_FORM {
      @Override
      void take(FirstLoginIT test, Visit visit) {
        visit.send("#kc-submit");
      }
    },
    BACK_AND_ACCOUNT_CONSOLE {
      @Override
      void take(FirstLoginIT test, Visit visit) {
        visit.page().goBack();
        ACCOUNT_CONSOLE.take(test, visit);
      }
    },
    RELOADED_AND_BACK {
      @Override
      void take(FirstLoginIT test, Visit visit) {
        visit.page().reload();
        visit.page().goBack();
      }
    },
    RESTARTED_LOGIN {
      @Override
      void take(FirstLoginIT test, Visit visit) {
        visit
            .page()
            .navigate(
                test.stack.keycloakUrl()
                    + "/realms/yoyo/login-actions/restart?client_id=account-console");
      }
    };

    abstract void take(FirstLoginIT test, Visit visit);
  }

  @ParameterizedTest
  @EnumSource(Detour.class)
  void detourWhenOnTheChangePageThenNoSessionAndNoToken(Detour detour, Browsers.Desk desk) {
    Newcomer newcomer = newcomer(Language.JA);
    Visit visit = onChangePage(newcomer, desk);
    AtomicInteger codes = new AtomicInteger();
    visit
        .page()
        .context()
        .onResponse(
            response -> {
              String location = response.headers().getOrDefault("location", "");
              if (location.matches(".*[?&#]code=.*") || isTokenAnswer(response)) {
                codes.incrementAndGet();
              }
            });

    detour.take(this, visit);
    visit.page().waitForLoadState();

    assertThat(codes).as("authorization codes and tokens").hasValue(0);
    assertThat(admin.sessions(newcomer.id())).as("sessions").isZero();
    assertThat(visit.page().url())
        .doesNotMatch(".*/account/(?!\\?error=).*")
        .doesNotContain("/login/oauth2/code");
    // And the change itself is still possible.
    assertThat(
            new LoginWalk(stack.keycloakUrl())
                .loginWithTemporaryPassword(
                    newcomer.userId(), newcomer.temporaryPassword(), Actors.PASSWORD)
                .accessToken())
        .isNotBlank();
  }

  private static boolean isTokenAnswer(Response response) {
    return response.url().endsWith("/protocol/openid-connect/token") && response.ok();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void directGrantWhenTemporaryPasswordThenRefused(String client) {
    Newcomer newcomer = newcomer(Language.JA);

    int status =
        actors.passwordGrant(client, newcomer.userId(), newcomer.temporaryPassword()).status();

    assertThat(status).isIn(400, 401);
    assertThat(admin.sessions(newcomer.id())).isZero();
  }

  static List<String> clients() {
    return List.of("account-console", "admin-cli", "account", "organization-admin");
  }

  @Test
  void detourWhenRequiredActionTakenAwayThenTheChangePageComesAllTheSame(Browsers.Desk desk) {
    Newcomer newcomer = newcomer(Language.JA);
    admin.send("PUT", "/users/" + newcomer.id(), withoutRequiredActions(newcomer)).expect(204);

    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    visit.logIn(newcomer.userId(), newcomer.temporaryPassword());

    assertThat(visit.heading()).isEqualTo(CHANGE_PAGE_TITLE);
    assertThat(admin.sessions(newcomer.id())).isZero();
  }

  private JsonNode withoutRequiredActions(Newcomer newcomer) {
    JsonNode user = admin.get("/users/" + newcomer.id()).expect(200).body();
    ((ObjectNode) user).putArray("requiredActions");
    return user;
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void changeWhenSecondBrowserComesLaterThenRefused(Language language, Browsers.Desk desk) {
    Newcomer newcomer = newcomer(language);
    Visit first = desk.newBrowser(language);
    first.openAccountConsole(stack);
    first.logIn(newcomer.userId(), newcomer.temporaryPassword());
    Visit second = desk.newBrowser(language);
    second.openAccountConsole(stack);
    second.logIn(newcomer.userId(), newcomer.temporaryPassword());

    first.changePasswordTo(Actors.PASSWORD);
    first.awaitAccountConsole();
    second.changePasswordTo(Actors.PASSWORD + "2");

    assertThat(second.heading())
        .isEqualTo(language.of("パスワードはすでに変更されています", "The password has already been changed"));
    second.look("password-already-changed");
    assertThat(admin.sessions(newcomer.id())).isEqualTo(1);
  }

  @Test
  void changeWhenTheOldPageIsSentAgainThenNothingChanges(Browsers.Desk desk) {
    Newcomer newcomer = newcomer(Language.JA);
    Visit visit = onChangePage(newcomer, desk);
    Page changePage = visit.page();
    String form = visit.find("#kc-passwd-update-form").getAttribute("action");
    visit.changePasswordTo(Actors.PASSWORD);
    visit.awaitAccountConsole();

    changePage
        .request()
        .post(
            form,
            RequestOptions.create()
                .setForm(
                    FormData.create()
                        .set("password-new", Actors.PASSWORD + "9")
                        .set("password-confirm", Actors.PASSWORD + "9")));

    Visit later = desk.newBrowser(Language.JA);
    later.openAccountConsole(stack);
    later.logIn(newcomer.userId(), Actors.PASSWORD);
    later.awaitAccountConsole();
  }

  private Visit onChangePage(Newcomer newcomer, Browsers.Desk desk) {
    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    visit.logIn(newcomer.userId(), newcomer.temporaryPassword());
    assertThat(visit.heading()).isEqualTo(CHANGE_PAGE_TITLE);
    return visit;
  }

  private String authorization(String client, String more) {
    return authorization(client, Visit.accountConsole(stack.keycloakUrl()), more);
  }

  /** An address where a login for a client begins. */
  private String authorization(String client, String redirect, String more) {
    return stack.keycloakUrl()
        + "/realms/yoyo/protocol/openid-connect/auth?response_type=code&client_id="
        + client
        + "&redirect_uri="
        + URLEncoder.encode(redirect, StandardCharsets.UTF_8)
        + "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        + "&scope=openid"
        + more;
  }
}
