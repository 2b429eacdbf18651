package jp.yoyo.id.app.format;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "１２３－４５６７|123-4567",
        "123‐4567|123-4567",
        "123−4567|123-4567",
        "123ー4567|123-4567",
        "123—4567|123-4567",
        "'　ＡＢＣ　　def '|ABC def",
        "＋８１（３）|+81(3)",
      })
  void narrowWhenWideThenAscii(String typed, String narrow) {
    assertThat(TypedText.narrow(typed)).isEqualTo(narrow);
  }

  /** Devanagari digits and the like are digits to Java, not to us. */
  @ParameterizedTest
  @CsvSource({"१२३, false", "１２３, false", "123, true", "12a, false", "'', false", "①, false"})
  void isDigitsWhenNotAsciiThenFalse(String text, boolean digits) {
    assertThat(TypedText.isDigits(text)).isEqualTo(digits);
  }

  @Property
  void narrowWhenRepeatedThenSame(@ForAll String typed) {
    String once = TypedText.narrow(typed);

    assertThat(TypedText.narrow(once)).isEqualTo(once);
  }
}
