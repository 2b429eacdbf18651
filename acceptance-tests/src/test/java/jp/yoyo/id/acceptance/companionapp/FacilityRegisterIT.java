package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Chapters 1 and 7: a municipality registers a facility, which enters what only it knows. */
@ExtendWith({SharedStack.class, Browsers.class})
final class FacilityRegisterIT {

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Actors actors;

  FacilityRegisterIT(DevStack stack, TestOrganizations organizations, Actors actors) {
    this.stack = stack;
    this.organizations = organizations;
    this.actors = actors;
  }

  @Test
  void registerWhenAnOfficerFillsInTheFormThenTheAdministratorEntersTheRepresentative(
      Browsers.Desk desk) {
    TestOrganization municipality = organizations.municipality("131041", "新宿区");
    Actor officer = organizations.registered(municipality, "officer");
    FacilityToRegister facility = FacilityToRegister.named("若葉診療所", "ワカバシンリョウジョ");

    Portal office = Portal.of(officer, stack, desk);
    assertThat(office.heading()).isEqualTo("あなたの作業");
    office.visit().look("app-home-municipality");
    office.follow("医療機関マスタ");
    assertThat(office.text()).contains("該当するデータはありません");
    office.visit().look("app-facilities-empty");
    office.follow("医療機関を登録する");
    office.visit().look("app-issuance-new");

    // A slip of the pen: each error at its field, what was typed stays.
    facility.typeInto(office.visit());
    office.visit().find("#form-code").fill("123");
    office.visit().find("#form-email").fill("花子");
    office.press("アカウントを発行する");
    assertThat(office.visit().find("#error-summary a").count()).isEqualTo(2);
    assertThat(office.visit().find("#form-code").getAttribute("aria-invalid")).isEqualTo("true");
    assertThat(office.visit().find("#form-email-error").innerText()).startsWith("＊");
    assertThat(office.visit().find("#form-name").inputValue()).isEqualTo(facility.name());
    office.visit().look("app-issuance-new-errors");

    facility.typeInto(office.visit());
    Instant before = Instant.now();
    office.press("アカウントを発行する");
    String issuance = office.path();
    assertThat(issuance).startsWith("/issuance/");
    assertThat(office.text()).contains("若葉診療所のアカウント発行を受け付けました。");
    ReceivedMail mail = stack.inbox().awaitMessage(facility.email(), before);
    assertThat(mail.subject()).isEqualTo("【予予請求】ユーザID・仮パスワード通知");
    assertThat(mail.text()).contains("若葉診療所").contains(facility.userId());
    office.reloadUntil("メール送信済");
    office.visit().look("app-issuance-detail");

    // The administrator, with what the mail has brought.
    Portal clinic =
        Portal.firstLogin(facility.userId(), Actors.temporaryPasswordIn(mail), stack, desk);
    assertThat(clinic.heading()).isEqualTo("あなたの作業");
    assertThat(clinic.visit().find(".yoyo-header__organization").innerText())
        .contains("若葉診療所")
        .contains(facility.code());
    clinic.visit().look("app-home-facility");
    office.open(issuance);
    assertThat(office.text()).contains("初回ログイン済");

    // Chapter 7: 代表者名 is asked for until it is there.
    clinic.followLike("代表者名を登録してください");
    assertThat(clinic.heading()).isEqualTo("代表者名・連絡先の登録");
    clinic.press("登録する");
    assertThat(clinic.visit().find("#form-representative-error").innerText())
        .isEqualTo("＊入力してください。");
    clinic.visit().look("app-facility-own-errors");
    clinic.visit().find("#form-representative").fill("予防 太郎");
    clinic.visit().find("#form-representativeTitle").fill("院長");
    clinic.visit().find("#form-contactMail").fill("contact-" + facility.email());
    clinic.press("登録する");
    assertThat(clinic.text())
        .contains("若葉診療所の登録内容を変更しました。")
        .contains("予防 太郎")
        .contains("院長")
        .doesNotContain("代表者名が登録されていません");
    clinic.visit().look("app-facility-detail-facility");
    String detail = clinic.path();
    clinic.open("/");
    assertThat(clinic.text()).doesNotContain("代表者名を登録してください");

    // The municipality finds it, and sees who has entered what.
    office.open("/facilities?text=ワカバ");
    assertThat(office.visit().find("tbody").innerText())
        .contains(facility.code())
        .doesNotContain("代表者名 未登録");
    office.visit().look("app-facilities");
    office.follow("若葉診療所");
    assertThat(office.path()).isEqualTo(detail);
    assertThat(office.visit().find(".yoyo-history").innerText())
        .contains("代表者名")
        .contains("予防 太郎")
        .contains(facility.userId());
    office.visit().look("app-facility-detail-municipality");
    for (String page : new String[] {"edit", "code", "close"}) {
      office.look(detail + "/" + page, "app-facility-" + page);
    }
    office.look("/issuance", "app-issuance");
    office.look(issuance + "/resend", "app-issuance-resend");
    assertThat(office.open("/audit"))
        .as("an officer does not look after others")
        .isEqualTo(FORBIDDEN);
    office.look("/outbox", "app-outbox");

    // What is not one's own is not there, and what one may not do is refused.
    assertThat(clinic.open("/issuance/new")).isEqualTo(FORBIDDEN);
    assertThat(clinic.open(detail + "/edit")).isEqualTo(FORBIDDEN);
    assertThat(office.open("/facility/edit")).isEqualTo(FORBIDDEN);
    clinic.visit().look("app-forbidden");
    Actor stranger = organizations.m2().administrator();
    Portal elsewhere = Portal.of(stranger, stack, desk);
    assertThat(elsewhere.open(detail)).isEqualTo(NOT_FOUND);
    assertThat(elsewhere.open(issuance)).isEqualTo(NOT_FOUND);
    assertThat(elsewhere.open(detail + "/edit")).isEqualTo(NOT_FOUND);

    Portal english = Portal.of(officer, stack, desk, Language.EN);
    english.visit().look("app-home-municipality");
    english.look("/facilities", "app-facilities");
    english.look("/issuance/new", "app-issuance-new");
    english.look("/issuance", "app-issuance");
    english.look(detail, "app-facility-detail-municipality");
  }

  @Test
  void changeWhenTheCodeMovesAndTheFacilityClosesThenTheRegisterSaysSo(Browsers.Desk desk) {
    TestOrganization municipality = organizations.municipality("131059", "文京区");
    Portal office = Portal.of(municipality.administrator(), stack, desk);
    FacilityToRegister facility = FacilityToRegister.named("緑内科医院", "ミドリナイカイイン");
    Portal clinic = office.register(facility, actors, stack, desk);
    clinic.open("/facility");
    String detail = clinic.path();

    String code = TestOrganizations.facilityCode();
    office.open(detail + "/code");
    office.visit().find("#form-code").fill(code);
    office
        .visit()
        .find("#form-from")
        .fill(LocalDate.now(ZoneId.of("Asia/Tokyo")).plusDays(30).toString());
    office.visit().find("input[name='replaces'][value='true']").check();
    office.visit().find("#form-reason").fill("移転");
    office.press("登録する");
    assertThat(office.text()).contains("医療機関コード" + code + "を登録しました。").contains(facility.code());

    // Two tabs with the same form: the second one is told, and keeps what was typed.
    office.open(detail + "/edit");
    String version = office.visit().find("form input[name='version']").getAttribute("value");
    office.visit().find("#form-name").fill("緑内科クリニック");
    office.press("登録する");
    office.open(detail + "/edit");
    office
        .visit()
        .find("form input[name='version']")
        .evaluate("(field, former) => field.value = former", version);
    office.visit().find("#form-name").fill("みどり内科");
    office.press("登録する");
    assertThat(office.text()).contains("ほかの人が先に更新しました");
    assertThat(office.visit().find("#form-name").inputValue()).isEqualTo("みどり内科");
    office.visit().look("app-facility-edit-conflict");

    office.open(detail + "/close");
    office.visit().find("#form-reason").fill("閉院");
    office.press("廃止する");
    assertThat(office.visit().find("#form-confirmed-error").innerText()).startsWith("＊");
    office.visit().look("app-facility-close-errors");
    office.visit().find("#form-confirmed").check();
    office.press("廃止する");
    assertThat(office.text()).contains("緑内科クリニックを廃止しました。").contains("廃止を取り消す");
    office.visit().look("app-facility-closed");

    // Its people are out as soon as Keycloak has been told.
    clinic.visit().page().waitForCondition(() -> clinic.open("/facility") != 200);
    Portal again = new Portal(desk.newBrowser(Language.JA), clinic.app());
    again.open("/");
    again.visit().logIn(facility.userId(), Actors.PASSWORD);
    assertThat(again.visit().page().url()).doesNotContain("/facility");
    again.visit().picture("app-login-closed-facility");
  }
}
