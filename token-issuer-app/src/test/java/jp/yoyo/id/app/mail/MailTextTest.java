package jp.yoyo.id.app.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import jp.yoyo.id.app.testing.AppTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the mails about facility tokens say, in both languages and both forms. */
@AppTest
final class MailTextTest {

  private final MailText texts;

  @Autowired
  MailTextTest(MailText texts) {
    this.texts = texts;
  }

  private void says(String template, String locale, Map<String, String> model, String... expected)
      throws Exception {
    MailText.Rendered mail = texts.render(new MailOrder(template, locale, "a@example.jp", model));
    assertThat(mail.subject()).isNotBlank().doesNotContain("mail.", "facilitytoken.");
    for (String form : List.of(mail.text(), mail.html())) {
      assertThat(form.replaceAll("\\s", ""))
          .contains(List.of(expected).stream().map(text -> text.replaceAll("\\s", "")).toList());
      assertThat(form).doesNotContain("facilitytoken.", "{0}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "submit",
    "withdraw",
    "forward",
    "return",
    "reject",
    "approve",
    "end",
    "central-return",
    "central-reject",
    "hand-over",
    "reissue-code",
    "claim"
  })
  void stepWhenTakenThenTheMailSaysWhichAndWhereToLook(String step) throws Exception {
    for (String locale : List.of("ja", "en")) {
      says(
          "facility-token-step",
          locale,
          Map.of(
              "organization", "𠮷田クリニック",
              "name", "予防 次郎",
              "application", "7b0c6a4e-5f2e-4b57-8d4c-0d2f7ad1e6aa",
              "referenceNumber", "T2345-6789-AB",
              "kind", "new",
              "step", step,
              "comment", "端末名称を直してください"),
          "𠮷田クリニック",
          "予防 次郎",
          "T2345-6789-AB",
          "端末名称を直してください",
          "/facility-tokens/applications/7b0c6a4e-5f2e-4b57-8d4c-0d2f7ad1e6aa");
    }
  }

  @ParameterizedTest
  @CsvSource({"ja,有効期限まで90日以内", "en,90"})
  void reminderWhenSentThenSaysHowLongAndOfWhich(String locale, String days) throws Exception {
    says(
        "facility-token-reminder",
        locale,
        Map.of(
            "organization", "若葉クリニック",
            "label", "予防接種アプリ",
            "terminal", "受付端末1",
            "days", "90",
            "expires", "2026年6月1日（月）"),
        days,
        "予防接種アプリ",
        "受付端末1",
        "2026年6月1日（月）",
        "/facility-tokens");
  }

  @ParameterizedTest
  @CsvSource({"ja,second-claim", "ja,wrong-codes", "en,second-claim", "en,wrong-codes"})
  void alarmWhenRaisedThenSaysWho(String locale, String cause) throws Exception {
    says(
        "facility-token-alarm",
        locale,
        Map.of(
            "organization", "",
            "facility", "若葉クリニック",
            "code", "1390110049",
            "referenceNumber", "T2345-6789-AB",
            "application", "7b0c6a4e-5f2e-4b57-8d4c-0d2f7ad1e6aa",
            "cause", cause,
            "userName", "adm-1390110049"),
        "1390110049 若葉クリニック",
        "adm-1390110049",
        "/facility-token-reviews/7b0c6a4e-5f2e-4b57-8d4c-0d2f7ad1e6aa");
  }

  @ParameterizedTest
  @CsvSource({"ja", "en"})
  void claimCodeWhenSentThenWithItsEndAndWhereToEnterIt(String locale) throws Exception {
    says(
        "facility-token-claim-code",
        locale,
        Map.of(
            "organization", "若葉クリニック",
            "name", "予防 次郎",
            "referenceNumber", "T2345-6789-AB",
            "code", "7KQ2-M9XD-4TAB-CD23",
            "validUntil", "2026年6月15日（月）12:00"),
        "7KQ2-M9XD-4TAB-CD23",
        "2026年6月15日（月）12:00",
        "/facility-tokens/claim");
  }
}
