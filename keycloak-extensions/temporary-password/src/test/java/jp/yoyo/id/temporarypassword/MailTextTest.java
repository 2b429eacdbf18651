package jp.yoyo.id.temporarypassword;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailTextTest {

  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final Instant MONDAY = Instant.parse("2026-06-01T00:00:00Z");

  @Test
  void timeInJapaneseHasTheDayOfTheWeekInFullWidthParentheses() {
    assertThat(MailText.time(MONDAY, TOKYO, Locale.JAPANESE)).isEqualTo("2026年6月1日（月）9:00");
  }

  @Test
  void timeInEnglishNamesTheZone() {
    assertThat(MailText.time(MONDAY, TOKYO, Locale.ENGLISH))
        .isEqualTo("Monday, June 1, 2026, 9:00 JST");
  }

  @Test
  void timeInAnotherLanguageIsWrittenInThatLanguage() {
    assertThat(MailText.time(MONDAY, TOKYO, Locale.GERMAN)).contains("1. Juni 2026");
  }

  @Test
  void oneLineWhenTextHasLineBreaksThenTheyBecomeSpaces() {
    assertThat(MailText.oneLine("予防\r\nBcc: x@example.jp\u2028花子\u0000\u0007"))
        .isEqualTo("予防 Bcc: x@example.jp 花子");
  }

  @Test
  void oneLineWhenTextTurnsTheDirectionOfWritingThenItDoesNotAnyMore() {
    assertThat(MailText.oneLine("abc\u202Edef\u2066ghi")).isEqualTo("abc def ghi");
  }

  @Test
  void oneLineWhenTextIsTooLongThenItIsCutBetweenCharacters() {
    String surrogatePair = "𠮷";
    assertThat(MailText.oneLine(surrogatePair.repeat(300))).isEqualTo(surrogatePair.repeat(200));
  }

  @Test
  void oneLineLeavesMarkupAndPatternsAsText() {
    String text = "<b>${helpDeskPhone}</b> {0} '#{1}' <#if x>";
    assertThat(MailText.oneLine(text)).isEqualTo(text);
  }

  @Property
  void oneLineIsOneLine(@ForAll String text) {
    assertThat(MailText.oneLine(text).lines().count()).isLessThanOrEqualTo(1);
    assertThat(MailText.oneLine(text)).doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void fullNameFollowsTheLanguage() {
    assertThat(MailText.fullName("予防", "花子", Locale.JAPANESE)).isEqualTo("予防 花子");
    assertThat(MailText.fullName("Yobo", "Hanako", Locale.ENGLISH)).isEqualTo("Hanako Yobo");
    assertThat(MailText.fullName(null, "花子", Locale.JAPANESE)).isEqualTo("花子");
  }

  @ParameterizedTest
  @CsvSource({
    "hanako@example.jp, h…@example.jp",
    "a@example.jp, a…@example.jp",
    "'\"a@b\"@example.jp', '\"…@example.jp'",
    "no address, …",
    "@example.jp, …",
  })
  void maskedKeepsTheFirstCharacterAndTheDomain(String address, String masked) {
    assertThat(MailText.masked(address)).isEqualTo(masked);
  }
}
