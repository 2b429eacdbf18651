package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

/** Chapter 1: accounts of many facilities from one file. */
@ExtendWith({SharedStack.class, Browsers.class})
final class IssuanceFileIT {

  private static final String HEAD =
      "区分,医療機関コード,コード確認済の理由,名称,フリガナ,郵便番号,所在地,電話番号,開設者名,"
          + "管理者の姓,管理者の名,管理者の姓（カナ）,管理者の名（カナ）,管理者のメールアドレス,ユーザID（希望）";

  private static final String NO_ADDRESS = "addressless";
  private static final int FORBIDDEN = 403;

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Actors actors;

  IssuanceFileIT(DevStack stack, TestOrganizations organizations, Actors actors) {
    this.stack = stack;
    this.organizations = organizations;
    this.actors = actors;
  }

  @Test
  void uploadWhenOneRowIsWrongThenTheOthersAreIssuedAndTheFileAgainIssuesNothing(
      Browsers.Desk desk) {
    TestOrganization municipality = organizations.municipality("131024", "中央区");
    Actor officer = organizations.registered(municipality, "officer");
    FacilityToRegister first = FacilityToRegister.named("東診療所", "ヒガシシンリョウジョ");
    FacilityToRegister wrong = FacilityToRegister.named("南診療所", "ミナミシンリョウジョ");
    FacilityToRegister third = FacilityToRegister.named("西診療所", "ニシシンリョウジョ");
    String file =
        Stream.of(
                HEAD, row(first, first.email()), row(wrong, NO_ADDRESS), row(third, third.email()))
            .collect(Collectors.joining("\r\n", "\uFEFF", "\r\n"));
    Portal office = Portal.of(officer, stack, desk);

    office.open("/issuance");
    office.follow("ファイルでまとめて発行する");
    office.visit().look("app-issuance-upload");
    upload(office, "発行.csv", "医療機関コード\r\n1\r\n");
    assertThat(office.text()).contains("このファイルは読み取れません").contains("名称");
    office.visit().look("app-issuance-upload-refused");

    // Nothing is issued before somebody has seen what the file says.
    upload(office, "発行.csv", file);
    assertThat(office.text())
        .contains("発行できる行：2件")
        .contains("エラーのある行：1件")
        .contains("N3: 管理者のメールアドレス ＊メールアドレスの形式が正しくありません。");
    office.visit().look("app-issuance-run-preview");
    assertThat(stack.inbox().messagesTo(first.email())).isEmpty();

    Instant before = Instant.now();
    String run = office.path();
    office.press("2件を発行する");
    assertThat(office.text()).contains("発行を開始しました。");
    office.visit().look("app-issuance-run-moving");
    office.reloadUntil("2／2件（発行済2、要対応0、失敗0、登録済のため対象外0）");
    office.reloadUntil("完了");
    office.visit().look("app-issuance-run-done");
    for (FacilityToRegister issued : List.of(first, third)) {
      assertThat(actors.awaitTemporaryPassword(issued.email(), before)).isNotBlank();
    }
    String errors =
        new String(
            office.visit().page().request().get(office.app() + run + "/errors.csv").body(),
            StandardCharsets.UTF_8);
    assertThat(errors.strip().lines()).hasSize(2);
    assertThat(errors).contains("エラー内容").contains(wrong.code()).contains("メールアドレスの形式");

    // The same file again: what is there is left alone.
    office.open("/issuance/runs/new");
    upload(office, "発行.csv", file);
    assertThat(office.text()).contains("発行できる行：0件　エラーのある行：1件　登録済の行：2件").doesNotContain("件を発行する");
    office.visit().look("app-issuance-run-again");
    office.press("中止する");
    assertThat(office.text()).contains("中止しました。");

    // The rows with errors, corrected and uploaded as they came.
    office.open("/issuance/runs/new");
    upload(office, "エラー.csv", errors.replace(NO_ADDRESS, wrong.email()));
    office.press("1件を発行する");
    office.reloadUntil("1／1件（発行済1、要対応0、失敗0、登録済のため対象外0）");
    assertThat(actors.awaitTemporaryPassword(wrong.email(), before)).isNotBlank();

    for (FacilityToRegister each : List.of(first, wrong, third)) {
      assertThat(stack.inbox().messagesTo(each.email())).as(each.name()).hasSize(1);
      office.open("/facilities?text=" + each.code());
      assertThat(office.visit().find("tbody tr").count()).as(each.name()).isEqualTo(1);
    }
    office.look("/issuance/runs", "app-issuance-runs");
    office.open("/issuance");
    assertThat(office.visit().find("tbody tr").count()).isEqualTo(3);

    assertThat(office.visit().page().request().get(office.app() + "/issuance.csv").text())
        .contains(first.code())
        .contains("メール送信済");
    Portal clinic = Portal.of(organizations.a1(), stack, desk);
    assertThat(clinic.open(run)).isEqualTo(FORBIDDEN);
    Portal english = Portal.of(officer, stack, desk, Language.EN);
    english.look("/issuance/runs/new", "app-issuance-upload");
    english.look(run, "app-issuance-run-done");
  }

  private static void upload(Portal office, String name, String content) {
    office
        .visit()
        .find("#file")
        .setInputFiles(new FilePayload(name, "text/csv", content.getBytes(StandardCharsets.UTF_8)));
    office.press("内容を確認する");
  }

  private static String row(FacilityToRegister facility, String email) {
    return String.join(
        ",",
        "医療機関",
        facility.code(),
        "",
        facility.name(),
        facility.kana(),
        "104-0001",
        "東京都中央区1-1",
        "03-1234-5678",
        "医療法人若葉会",
        "予防",
        "花子",
        "ヨボウ",
        "ハナコ",
        email,
        facility.userId());
  }
}
