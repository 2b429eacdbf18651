package jp.yoyo.id.app.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jp.yoyo.id.app.format.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InquiryTextTest {

  @Test
  void parseWhenSeveralLinesThenEndedInOneWay() {
    assertThat(InquiryText.parse("\r\n 一行目\r\n二行目\r三行目\u2028四行目 \n\n"))
        .isEqualTo("一行目\n二行目\n三行目\n四行目");
    assertThat(InquiryText.parse("か\u3099")).isEqualTo("が");
  }

  @ParameterizedTest
  @ValueSource(strings = {" \n ", "a\u0000b", "a\u202eb", "a\u200bb", "a\u001bb"})
  void parseWhenNothingOrUnseenThenRefused(String typed) {
    assertThatExceptionOfType(FormatException.class).isThrownBy(() -> InquiryText.parse(typed));
  }

  @Test
  void parseWhenTooLongThenRefused() {
    assertThat(InquiryText.parse("あ".repeat(InquiryText.MAXIMUM))).hasSize(InquiryText.MAXIMUM);
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> InquiryText.parse("あ".repeat(InquiryText.MAXIMUM + 1)));
  }
}
