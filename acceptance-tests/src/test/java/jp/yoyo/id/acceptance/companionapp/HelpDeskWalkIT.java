package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody calls: the help desk finds the facility and the person, and has a password reissued. */
@ExtendWith({SharedStack.class, Browsers.class})
final class HelpDeskWalkIT {

  private static final int FORBIDDEN = 403;

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Actors actors;

  HelpDeskWalkIT(DevStack stack, TestOrganizations organizations, Actors actors) {
    this.stack = stack;
    this.organizations = organizations;
    this.actors = actors;
  }

  @Test
  void reissueWhenTheCallerIsIdentifiedThenMailedAndRecorded(Browsers.Desk desk) {
    TestOrganization municipality = organizations.municipality("131032", "港区");
    FacilityToRegister facility = FacilityToRegister.named("見本クリニック", "ミホンクリニック");
    Portal office = Portal.of(municipality.administrator(), stack, desk);
    Portal clinic = office.register(facility, actors, stack, desk);
    assertThat(clinic.open("/help-desk")).isEqualTo(FORBIDDEN);
    Actor person = organizations.helpDesk();

    Portal helpDesk = Portal.of(person, stack, desk);
    assertThat(helpDesk.path()).isEqualTo("/help-desk");
    helpDesk.visit().look("app-help-desk");
    for (String text :
        List.of(facility.name(), facility.userId(), facility.email(), facility.code())) {
      helpDesk.visit().find("#help-desk-search").fill(text);
      helpDesk.press("検索");
      assertThat(helpDesk.text()).as(text).contains(facility.userId());
    }
    helpDesk.visit().look("app-help-desk-found");
    helpDesk.follow(facility.name());
    assertThat(helpDesk.text()).contains(facility.code()).contains("利用中");
    helpDesk.visit().look("app-help-desk-organization");
    helpDesk.follow(facility.userId());
    helpDesk.visit().look("app-help-desk-member");

    helpDesk.follow("仮パスワードの再発行");
    helpDesk.press("再発行する");
    assertThat(helpDesk.visit().find("#error-summary").innerText()).contains("1件");
    helpDesk.visit().look("app-help-desk-reissue");
    Instant before = Instant.now();
    helpDesk.visit().find("#form-identification").fill("届出の電話番号に折り返し");
    helpDesk.press("再発行する");
    assertThat(helpDesk.text()).contains("再発行しました").contains("仮パスワード未変更");
    assertThat(actors.awaitTemporaryPassword(facility.email(), before)).isNotBlank();

    helpDesk.open("/audit?action=help-desk.reissue&user=" + person.userId());
    assertThat(helpDesk.text()).contains("届出の電話番号に折り返し").contains(facility.userId());
    helpDesk.visit().look("app-help-desk-audit");

    // Who works in an office has somebody else to turn to.
    helpDesk.open("/help-desk/organizations/" + municipality.alias());
    helpDesk.follow(municipality.administrator().userId());
    assertThat(helpDesk.text()).contains("このユーザの仮パスワードは再発行できません");
    assertThat(helpDesk.open("/issuance")).isEqualTo(FORBIDDEN);
    assertThat(helpDesk.open("/offices/register?type=federation")).isEqualTo(FORBIDDEN);
    assertThat(office.open("/help-desk")).isEqualTo(FORBIDDEN);

    Portal english = Portal.of(person, stack, desk, Language.EN);
    english.look("/help-desk?q=" + facility.code(), "app-help-desk-found");
    english.follow(facility.name());
    english.visit().look("app-help-desk-organization");
  }
}
