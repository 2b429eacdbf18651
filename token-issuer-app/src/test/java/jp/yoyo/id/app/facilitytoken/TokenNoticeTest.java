package jp.yoyo.id.app.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.facility.FacilityKind;
import jp.yoyo.id.app.facility.FacilityState;
import jp.yoyo.id.app.facility.PostalCode;
import jp.yoyo.id.app.facility.TelephoneNumber;
import jp.yoyo.id.app.testing.TestActors;
import jp.yoyo.id.app.testing.TestSettings;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

final class TokenNoticeTest {

  private final TokenNotice notice =
      new TokenNotice(new NoticeFont(), TestSettings.configuration(), Clock.systemUTC());

  private static Facility facility(String name) {
    return new Facility(
        UUID.randomUUID(),
        "clinic-a",
        FacilityKind.FACILITY,
        name,
        "ヨボウクリニック",
        PostalCode.parse("100-0001"),
        "東京都千代田区千代田1-1",
        TelephoneNumber.parse("03-1234-5678"),
        "医療法人予防会",
        "予防 花子",
        null,
        null,
        "13",
        "131016",
        "city",
        FacilityState.REGISTERED,
        null,
        0,
        List.of());
  }

  private static TokenApplication application(String name) {
    return new TokenApplication(
        UUID.randomUUID(),
        "T2345-6789-AB",
        new TokenApplication.Applicant(
            UUID.randomUUID(), "clinic-a", "1390110049", name, "13", "131016", "city"),
        TestTokens.content(ApplicationKind.NEW, ""),
        TokenApplicationState.APPROVED,
        3,
        Instant.now(),
        Instant.now(),
        null,
        null,
        null,
        null,
        null,
        "",
        null);
  }

  @Test
  void printWhenMadeThenSaysEverythingAndEmbedsItsFont() throws IOException {
    ClaimCode code = ClaimCode.next();
    byte[] pdf =
        notice.print(
            TestActors.of(OrganizationType.MUNICIPALITY, "city"),
            new TokenReviews.Handed(
                application("𠮷田𪚥クリニック & <b>分院</b>"), code, Instant.parse("2026-06-15T03:00:00Z")),
            facility("𠮷田𪚥クリニック & <b>分院</b>"));
    Files.write(Path.of("target", "notice.pdf"), pdf);
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      String text = new PDFTextStripper().getText(document);
      assertThat(text.replaceAll("\\s", ""))
          .contains(
              code.grouped(),
              "𠮷田〓クリニック&<b>分院</b>",
              "1390110049",
              "T2345-6789-AB",
              "2026年6月15日（月）12:00",
              "U+2A6A5",
              "/facility-tokens/claim",
              "ここで折り、封をしてください");
      PDPage page = document.getPage(0);
      List<String> fonts = new ArrayList<>();
      for (org.apache.pdfbox.cos.COSName name : page.getResources().getFontNames()) {
        PDFont font = page.getResources().getFont(name);
        assertThat(font.isEmbedded()).as(font.getName()).isTrue();
        // A subset has six letters and a plus sign before its name.
        fonts.add(font.getName().replaceFirst("^[A-Z]{6}\\+", ""));
      }
      assertThat(fonts).containsExactlyInAnyOrder("BIZUDGothic-Regular", "NotoSansJP-Regular");
    }
    // Subsets, not the ten megabytes of the whole fonts.
    assertThat(pdf.length).isLessThan(400_000);
  }

  @Test
  void lackingWhenAllArePrintableThenNothing() {
    assertThat(notice.lacking(application("予防クリニック①㈱髙﨑"), facility("𠮷𡈽𣘺医院"))).isEmpty();
    assertThat(notice.lacking(application("𠮷田𪚥医院🏥"), facility("𪚥医院")))
        .containsExactlyInAnyOrder("𪚥", "🏥");
  }
}
