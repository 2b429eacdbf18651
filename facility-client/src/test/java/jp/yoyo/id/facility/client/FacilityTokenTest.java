package jp.yoyo.id.facility.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FacilityTokenTest {

  private static final String CHARACTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  @Test
  void checksumWhenTextIsTheStandardsOwnThenIsItsCrcToTheBase62() {
    // The check value of CRC-32 is cbf43926; computed by another program.
    assertThat(FacilityToken.checksum("123456789")).isEqualTo("3jZRME");
  }

  @Property
  void parseWhenChecksumIsRightThenTakesIt(@ForAll("tokens") String text) throws Exception {
    assertThat(FacilityToken.parse(text).reveal()).isEqualTo(text);
  }

  @Property
  void parseWhenOneCharacterIsAnotherThenRefuses(
      @ForAll("tokens") String text,
      @ForAll @IntRange(min = 0, max = 99) int at,
      @ForAll("characters") char other) {
    if (text.charAt(at) == other) {
      return;
    }
    assertThatThrownBy(
            () -> FacilityToken.parse(text.substring(0, at) + other + text.substring(at + 1)))
        .isInstanceOf(MalformedTokenException.class);
  }

  @Property
  void parseWhenTwoNeighboursAreSwappedThenRefuses(
      @ForAll("tokens") String text, @ForAll @IntRange(min = 0, max = 98) int at) {
    if (text.charAt(at) == text.charAt(at + 1)) {
      return;
    }
    String swapped =
        text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
    assertThatThrownBy(() -> FacilityToken.parse(swapped))
        .isInstanceOf(MalformedTokenException.class);
  }

  @Property
  void parseWhenCutOffThenRefusesWithoutRepeatingIt(
      @ForAll("tokens") String text, @ForAll @IntRange(min = 1, max = 98) int length) {
    assertThatThrownBy(() -> FacilityToken.parse(text.substring(0, length)))
        .isInstanceOf(MalformedTokenException.class)
        .hasMessage(Message.of("token.form").in(Locale.ENGLISH));
  }

  @Provide
  Arbitrary<String> tokens() {
    Arbitrary<Character> digit = characters();
    // Leading zeros keep the ids below 2^128.
    Arbitrary<String> id =
        digit.array(char[].class).ofSize(21).map(digits -> "0" + new String(digits));
    Arbitrary<String> secret = digit.array(char[].class).ofSize(43).map(String::new);
    return Combinators.combine(id, id, secret)
        .as((account, credential, random) -> "yyft_" + account + "_" + credential + "_" + random)
        .map(before -> before + FacilityToken.checksum(before));
  }

  @Provide
  Arbitrary<Character> characters() {
    return Arbitraries.of(CHARACTERS.chars().mapToObj(c -> (char) c).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yyft_", "yyft_a_b_c", "Bearer x", "ｙｙｆｔ_1_2_3"})
  void parseWhenSomethingElseThenSaysSo(String text) {
    assertThatThrownBy(() -> FacilityToken.parse(text))
        .isInstanceOf(MalformedTokenException.class)
        .hasMessageContaining("not a facility token");
  }

  @Test
  void parseWhenCopiedWithLineEndThenTakesIt() throws Exception {
    assertThat(FacilityToken.parse(" " + TestTokens.text() + "\r\n").reveal())
        .isEqualTo(TestTokens.text());
  }

  @Test
  void idIsTheOneThatTheServerLists() throws Exception {
    assertThat(FacilityToken.parse(TestTokens.text()).id())
        .isEqualTo("00000000-0000-0000-0000-000000000002");
  }

  @Test
  void toStringNeverHasTheSecret() throws Exception {
    assertThat(FacilityToken.parse(TestTokens.text()).toString())
        .doesNotContain(TestTokens.secret());
  }
}
