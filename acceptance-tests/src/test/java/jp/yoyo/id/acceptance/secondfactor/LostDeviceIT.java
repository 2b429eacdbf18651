package jp.yoyo.id.acceptance.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The device of the second factor is lost: who administers the member resets it. */
@ExtendWith({SharedStack.class, Browsers.class})
final class LostDeviceIT {

  private static final Map<String, String> IDENTIFIED = Map.of("identification", "対面で本人と確認した");

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;

  LostDeviceIT(DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
  }

  private Actor registered(TestOrganization facility, Language language, String... roles) {
    Map<String, Object> person = organizations.newMember(roles);
    person.put("locale", language.tag());
    return organizations.registered(facility, person);
  }

  private RealmAdmin.Restoring required() {
    return admin.withRealmAttribute("secondFactor.mode", "required");
  }

  /** With an app and recovery codes, and a session in this browser. */
  private Visit enrolled(Actor actor, Language language, Browsers.Desk desk) {
    Visit visit = desk.newBrowser(language);
    visit.openAccountConsole(stack);
    visit.logIn(actor.userId(), actor.password());
    var unused = Enrolment.registerApp(visit);
    Enrolment.keepRecoveryCodes(visit);
    visit.awaitAccountConsole();
    return visit;
  }

  private Reply reset(TestOrganization organization, Actor target, Actor by, Object body) {
    return api.post(organization.member(target) + "/second-factor-reset", by.token(), body);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void resetWhenByTheAdministratorThenTheMemberIsToldAndRegistersAnew(
      Language language, Browsers.Desk desk) {
    TestOrganization facility = organizations.a();
    Actor member = registered(facility, language, "organization-admin");
    Actor by = registered(facility, language, "organization-admin");
    by.token();
    Visit console = desk.newBrowser(language);
    console.openAccountConsole(stack);
    console.logIn(by.userId(), by.password());
    console.awaitAccountConsole();
    console
        .page()
        .navigate(
            Visit.accountConsole(stack.keycloakUrl())
                + "organizations/"
                + facility.alias()
                + "/members/"
                + member.id());
    console.find("[data-testid=action-reset-second-factor]").waitFor();
    assertThat(console.find("#action-reset-second-factor-text").innerText())
        .contains(language.of("二要素認証を登録していない", "has not registered a second factor"));

    RealmAdmin.Restoring switched = required();
    Visit visit;
    try {
      visit = enrolled(member, language, desk);
    } finally {
      switched.close();
    }
    console.page().reload();
    console.find("[data-testid=action-reset-second-factor]").click();
    console.find("#identification-in-person").check();
    console.look("account-console-second-factor-reset");
    Instant before = Instant.now();
    console.find("[data-testid=confirm]").click();
    console
        .page()
        .getByText(language.of("二要素認証をリセットし", "The second factor has been reset"))
        .first()
        .waitFor();

    assertThat(admin.sessions(member.id())).isZero();
    ReceivedMail mail =
        stack
            .inbox()
            .awaitMessage(
                member.email(),
                before,
                found ->
                    found
                        .subject()
                        .equals(
                            language.of(
                                "【予予請求】二要素認証のリセットのお知らせ",
                                "[Yoyo] Your second factor has been reset")),
                Duration.ofSeconds(60));
    console.look(mail, "mail-second-factor-reset");
    JsonNode event =
        api.get(facility.path() + "/events?action=reset-second-factor", by.token())
            .expect(200)
            .body()
            .at("/items/0");
    assertThat(event.path("actor").asText()).isEqualTo(by.userId());
    assertThat(event.path("member").asText()).isEqualTo(member.userId());
    assertThat(event.at("/details/identification").asText())
        .isEqualTo(language.of("対面で本人と確認した", "In person"));
    assertThat(event.at("/details/removed").asText()).isEqualTo("otp,recovery-authn-codes");

    switched = required();
    try {
      visit.openAccountConsole(stack);
      visit.logIn(member.userId(), member.password());
      Enrolment.assertOnChoice(visit);
    } finally {
      switched.close();
    }
  }

  @Test
  void resetWhenNotIdentifiedOnOneselfOrWithoutAFactorThenRefused(Browsers.Desk desk) {
    TestOrganization facility = organizations.a();
    Actor member = organizations.registered(facility, "organization-admin");
    RealmAdmin.Restoring switched = required();
    try {
      var unused = enrolled(member, Language.JA, desk);
    } finally {
      switched.close();
    }

    Reply unidentified = reset(facility, member, organizations.a1(), Map.of("identification", " "));
    assertThat(unidentified.status()).isEqualTo(400);
    assertThat(unidentified.body().at("/errors/0/field").asText()).isEqualTo("identification");
    Actor manager = organizations.registered(facility, "user-manager");
    assertThat(reset(facility, member, manager, IDENTIFIED).problem()).isEqualTo("more-privileged");
    assertThat(reset(facility, member, organizations.b1(), IDENTIFIED).status()).isEqualTo(404);
    assertThat(reset(facility, organizations.memberA(), organizations.a1(), IDENTIFIED).problem())
        .isEqualTo("no-second-factor");
    assertThat(reset(facility, organizations.memberAb(), organizations.a1(), IDENTIFIED).problem())
        .isEqualTo("member-of-several-organizations");
    assertThat(reset(facility, organizations.a1(), organizations.a1(), IDENTIFIED).problem())
        .isEqualTo("not-on-yourself");

    // The only administrator has lost it: whoever supervises, or the help desk.
    reset(facility, member, organizations.helpDesk(), IDENTIFIED).expect(204);
    assertThat(reset(facility, member, organizations.helpDesk(), IDENTIFIED).problem())
        .isEqualTo("no-second-factor");
  }
}
