package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Something does not work: from the error page to the answer of the help desk. */
@ExtendWith({SharedStack.class, Browsers.class})
final class InquiryIT {

  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DevStack stack;
  private final TestOrganizations organizations;

  InquiryIT(DevStack stack, TestOrganizations organizations) {
    this.stack = stack;
    this.organizations = organizations;
  }

  @Test
  void inquiryWhenAskedFromAnErrorPageThenReceiptAnswerAndEnd(Browsers.Desk desk) {
    Actor asker = organizations.registered(organizations.newFacility(), "accountant");
    Portal clinic = Portal.of(asker, stack, desk);
    assertThat(clinic.open("/no-such-page")).isEqualTo(NOT_FOUND);
    assertThat(clinic.heading()).isEqualTo("ページが見つかりません");
    clinic.visit().look("app-error-404");
    assertThat(clinic.open("/audit")).isEqualTo(FORBIDDEN);
    clinic.visit().look("app-error-403");

    clinic.open("/no-such-page");
    String number = clinic.visit().find(".yoyo-reference").innerText();
    clinic.follow("ヘルプデスクに問い合わせる");
    assertThat(clinic.visit().find("#inquiry-errorNumber").inputValue()).isEqualTo(number);
    clinic.press("送信する");
    assertThat(clinic.visit().find("#error-summary").innerText()).contains("1件");
    clinic.visit().look("app-inquiry-new");
    clinic.visit().find("#inquiry-text").fill("ページが開きません。\nどうすればよいですか。");
    Instant before = Instant.now();
    clinic.press("送信する");
    assertThat(clinic.text()).contains("お問い合わせを受け付けました").contains("受付");
    clinic.visit().look("app-inquiry");
    ReceivedMail receipt = mail(asker, before, "お問い合わせの受付");
    assertThat(receipt.text()).doesNotContain("どうすればよいですか");
    clinic.visit().look(receipt, "mail-inquiry-receipt");

    Actor person = organizations.helpDesk();
    Portal helpDesk = Portal.of(person, stack, desk);
    helpDesk.open("/inquiry-desk?q=" + number);
    assertThat(helpDesk.text()).contains("全1件").contains(asker.userId());
    helpDesk.visit().look("app-inquiry-desk");
    helpDesk.visit().awaitNextPage(() -> helpDesk.visit().find("tbody a").first().click());
    helpDesk.press("対応を始める");
    assertThat(helpDesk.text()).contains("対応中");
    helpDesk.visit().find("#message-text").fill("アドレスを確認してください。\n最初のページから開けます。");
    before = Instant.now();
    helpDesk.press("回答を送信する");
    helpDesk.visit().look("app-inquiry-desk-answered");
    ReceivedMail answer = mail(asker, before, "お問い合わせへの回答");
    assertThat(answer.text()).contains("最初のページから開けます。").doesNotContain(person.userId());
    clinic.visit().look(answer, "mail-inquiry-answer");

    clinic.open("/inquiries");
    assertThat(clinic.text()).contains("回答済");
    clinic.visit().look("app-inquiries");
    clinic.visit().awaitNextPage(() -> clinic.visit().find("tbody a").first().click());
    clinic.press("完了にする");
    assertThat(clinic.text()).contains("完了しています");
    assertThat(clinic.open("/inquiry-desk")).isEqualTo(FORBIDDEN);

    Portal english = Portal.of(person, stack, desk, Language.EN);
    english.look("/inquiry-desk", "app-inquiry-desk");
    english.look("/inquiries/new?number=" + number, "app-inquiry-new");
    assertThat(english.open("/no-such-page")).isEqualTo(NOT_FOUND);
    english.visit().look("app-error-404");
  }

  private ReceivedMail mail(Actor asker, Instant after, String subject) {
    return stack
        .inbox()
        .awaitMessage(asker.email(), after, mail -> mail.subject().contains(subject), PATIENCE);
  }
}
