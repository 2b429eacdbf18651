package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Chapter 1: the .xlsx form, filled in; a run that is paused; what is sent again afterwards. */
@ExtendWith({SharedStack.class, Browsers.class})
final class IssuanceFormIT {

  /** Enough for somebody to press a button meanwhile. */
  private static final int FACILITIES = 40;

  private static final String SHEET = "xl/worksheets/sheet1.xml";

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Actors actors;

  IssuanceFormIT(DevStack stack, TestOrganizations organizations, Actors actors) {
    this.stack = stack;
    this.organizations = organizations;
    this.actors = actors;
  }

  @Test
  void formWhenFilledInThenIssuedAcrossAPauseAndRemindedAndSentAgain(Browsers.Desk desk)
      throws IOException {
    TestOrganization municipality = organizations.municipality("131113", "大田区");
    Portal office = Portal.of(municipality.administrator(), stack, desk);
    List<FacilityToRegister> facilities = new ArrayList<>();
    for (int i = 0; i < FACILITIES; i++) {
      facilities.add(FacilityToRegister.named("様式診療所" + i, "ヨウシキシンリョウジョ"));
    }
    office.open("/issuance/runs/new");
    byte[] form =
        office.visit().page().request().get(office.app() + "/issuance/runs/template.xlsx").body();
    office
        .visit()
        .find("#file")
        .setInputFiles(
            new FilePayload(
                "発行.xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                filledIn(form, facilities)));
    office.press("内容を確認する");
    assertThat(office.text()).contains("発行できる行：" + FACILITIES + "件");

    Instant before = Instant.now();
    office.press(FACILITIES + "件を発行する");
    office.press("一時停止する");
    office.reloadUntil("一時停止中");
    office.visit().look("app-issuance-run-paused");
    office.press("再開する");
    office.reloadUntil(FACILITIES + "／" + FACILITIES + "件");
    FacilityToRegister first = facilities.get(0);
    assertThat(actors.awaitTemporaryPassword(first.email(), before)).isNotBlank();

    // Reminded, but not twice within a week.
    Instant reminded = Instant.now();
    office.open("/onboarding/facilities");
    office.follow("督促メールを送る");
    office.press("送信する");
    assertThat(office.text()).contains("督促メールを" + FACILITIES + "件送信待ちにしました。");
    ReceivedMail mail =
        stack
            .inbox()
            .awaitMessage(
                first.email(),
                reminded,
                received -> received.text().contains("導入手続きのお願い"),
                Duration.ofSeconds(60));
    assertThat(mail.text()).contains("大田区").contains("代表者名の登録");
    office.visit().look(mail, "app-mail-onboarding-reminder");
    office.open("/onboarding/remind");
    assertThat(office.text()).contains("いま督促メールを送る医療機関はありません。");

    // The mail again, for somebody who cannot find it.
    Instant again = Instant.now();
    office.open("/issuance?text=" + first.code());
    office.follow(first.name());
    office.follow("仮パスワードの再発行");
    office.visit().find("#form-identification").fill("届出の電話番号に折り返し");
    office.press("再発行する");
    assertThat(actors.awaitTemporaryPassword(first.email(), again)).isNotBlank();
  }

  /** Types rows into the first sheet, as a spreadsheet stores what somebody has typed. */
  private static byte[] filledIn(byte[] form, List<FacilityToRegister> facilities)
      throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < facilities.size(); i++) {
      rows.append(row(i + 2, facilities.get(i)));
    }
    ByteArrayOutputStream filledIn = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(form));
        ZipOutputStream out = new ZipOutputStream(filledIn)) {
      for (ZipEntry part = in.getNextEntry(); part != null; part = in.getNextEntry()) {
        byte[] content = in.readAllBytes();
        if (part.getName().equals(SHEET)) {
          String sheet = new String(content, StandardCharsets.UTF_8);
          assertThat(sheet).contains("</sheetData>");
          content =
              sheet.replace("</sheetData>", rows + "</sheetData>").getBytes(StandardCharsets.UTF_8);
        }
        out.putNextEntry(new ZipEntry(part.getName()));
        out.write(content);
        out.closeEntry();
      }
    }
    return filledIn.toByteArray();
  }

  private static String row(int number, FacilityToRegister facility) {
    StringBuilder row = new StringBuilder("<row r=\"" + number + "\">");
    List<String> cells =
        List.of(
            "医療機関",
            facility.code(),
            "",
            facility.name(),
            facility.kana(),
            "143-0001",
            "東京都大田区1-1",
            "03-1234-5678",
            "医療法人若葉会",
            "予防",
            "花子",
            "ヨボウ",
            "ハナコ",
            facility.email(),
            facility.userId());
    for (int i = 0; i < cells.size(); i++) {
      row.append("<c r=\"" + (char) ('A' + i) + number + "\" t=\"inlineStr\"><is><t>");
      row.append(cells.get(i)).append("</t></is></c>");
    }
    return row.append("</row>").toString();
  }
}
