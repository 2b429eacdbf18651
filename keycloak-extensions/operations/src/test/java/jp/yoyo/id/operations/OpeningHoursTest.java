package jp.yoyo.id.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hours that realm-config describes: those of the sister system's help desk. */
class OpeningHoursTest {

  private static final Path DESCRIBED =
      Path.of("../../realm-config/src/main/resources/jp/yoyo/id/realmconfig/realm/help-desk.json");

  @ParameterizedTest
  @CsvSource({
    // Monday the 1st to Wednesday the 10th of June 2026: weekdays until 19:00, Saturday until
    // 17:00.
    "2026-06-01T09:59, false, 2026-06-01T10:00",
    "2026-06-01T10:00, true,  2026-06-01T19:00",
    "2026-06-10T18:59, true,  2026-06-10T19:00",
    "2026-06-10T19:00, false, 2026-06-11T10:00",
    "2026-06-06T16:59, true,  2026-06-06T17:00",
    "2026-06-06T17:00, false, 2026-06-08T10:00",
    // From the 11th on weekdays until 17:00, no Saturday.
    "2026-06-11T16:59, true,  2026-06-11T17:00",
    "2026-06-12T17:00, false, 2026-06-15T10:00",
    "2026-06-13T11:00, false, 2026-06-15T10:00",
    // A holiday on a Monday; the end of the year, and the Monday that is a holiday after it.
    "2026-07-20T11:00, false, 2026-07-21T10:00",
    "2026-12-28T17:00, false, 2027-01-04T10:00",
  })
  void openWhenAtThatTimeThenAsDescribed(String time, boolean open, String change)
      throws IOException {
    OpeningHours hours = described().hours();

    assertThat(hours.isOpenAt(at(time))).isEqualTo(open);
    assertThat(hours.changesAfter(at(time))).contains(at(change));
  }

  @Test
  void textWhenInBothLanguagesThenReadsAsPeopleSayIt() throws IOException {
    OpeningHours hours = described().hours();

    assertThat(hours.in(Locale.JAPANESE))
        .isEqualTo("平日 10:00～17:00（毎月1日～10日は平日 10:00～19:00、土曜日 10:00～17:00）。休業日を除く");
    assertThat(hours.in(Locale.ENGLISH))
        .isEqualTo(
            "Weekdays 10:00–17:00 (from day 1 to day 10 of each month weekdays 10:00–19:00,"
                + " Saturday 10:00–17:00), except holidays");
  }

  @Test
  void changeWhenNeverOpenThenNone() {
    HelpDesk desk =
        HelpDesk.parse("{\"name\":{\"ja\":\"窓口\",\"en\":\"Desk\"},\"phone\":\"0\",\"hours\":[]}");

    assertThat(desk.hours().changesAfter(at("2026-06-01T09:00"))).isEmpty();
    assertThat(desk.hours().isOpenAt(at("2026-06-01T11:00"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|name: is missing",
        "[|no JSON",
        "{\"name\":{\"ja\":\"a\",\"en\":\"a\"}}|phone: is missing",
        "{\"name\":{\"ja\":\"a\",\"en\":\"a\"},\"phone\":\"0\",\"timeZone\":\"Mars\"}|timeZone",
        "{\"name\":{\"ja\":\"a\",\"en\":\"a\"},\"phone\":\"0\",\"hours\":[{\"days\":[\"MONDAY\"],\"open\":\"18:00\",\"close\":\"9:00\"}]}|hours[0]",
        "{\"name\":{\"ja\":\"a\",\"en\":\"a\"},\"phone\":\"0\",\"hours\":[{\"days\":[\"HOLIDAY\"],\"open\":\"08:00\",\"close\":\"09:00\"}]}|hours[0]",
        "{\"name\":{\"ja\":\"a\",\"en\":\"a\"},\"phone\":\"0\",\"holidays\":[\"2026-02-30\"]}|holidays:"
            + " 2026-02-30",
      })
  void parseWhenItMakesNoSenseThenThePlaceIsNamed(String json, String place) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HelpDesk.parse(json))
        .withMessageStartingWith(place);
  }

  private static HelpDesk described() throws IOException {
    return HelpDesk.parse(Files.readString(DESCRIBED));
  }

  private static Instant at(String time) {
    return LocalDateTime.parse(time).atZone(ZoneId.of("Asia/Tokyo")).toInstant();
  }
}
