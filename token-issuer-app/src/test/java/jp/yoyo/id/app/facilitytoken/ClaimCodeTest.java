package jp.yoyo.id.app.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ClaimCodeTest {

  private static final UUID APPLICATION = UUID.randomUUID();

  @Test
  void nextWhenMadeThenDifferentAndReadable() {
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      String code = ClaimCode.next().grouped();
      assertThat(code).matches("[2-9A-HJKMNP-TW-Z]{4}(-[2-9A-HJKMNP-TW-Z]{4}){3}");
      codes.add(code);
    }
    assertThat(codes).hasSize(1_000);
  }

  @Test
  void parseWhenTypedInAnyWayThenTheSameCode() {
    ClaimCode code = ClaimCode.next();
    String hash = code.hash(APPLICATION);
    String text = code.grouped();
    for (String typed :
        new String[] {
          text,
          text.replace("-", ""),
          text.toLowerCase(Locale.ROOT),
          " " + text.replace("-", " ") + "\n",
          text.replace("-", "ー"),
          java.text.Normalizer.normalize(fullWidth(text), java.text.Normalizer.Form.NFC)
        }) {
      assertThat(ClaimCode.parse(typed)).as(typed).isPresent();
      assertThat(ClaimCode.parse(typed).orElseThrow().matches(APPLICATION, hash)).isTrue();
    }
  }

  private static String fullWidth(String text) {
    return text.chars()
        .map(c -> c == '-' ? 'ー' : c + 0xFEE0)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void parseWhenOneCharacterIsOtherOrTwoAreSwappedThenNone() {
    String text = ClaimCode.next().grouped().replace("-", "");
    for (int i = 0; i < text.length(); i++) {
      for (char other : "23456789ABCDEFGHJKMNPQRSTWXYZ01OILUV".toCharArray()) {
        if (other != text.charAt(i)) {
          assertThat(ClaimCode.parse(text.substring(0, i) + other + text.substring(i + 1)))
              .isEmpty();
        }
      }
    }
    for (int i = 0; i < text.length() - 2; i++) {
      if (text.charAt(i) != text.charAt(i + 1)) {
        String swapped =
            text.substring(0, i) + text.charAt(i + 1) + text.charAt(i) + text.substring(i + 2);
        assertThat(ClaimCode.parse(swapped)).isEmpty();
      }
    }
    assertThat(ClaimCode.parse("")).isEmpty();
    assertThat(ClaimCode.parse(null)).isEmpty();
    assertThat(ClaimCode.parse("A".repeat(1_000_000))).isEmpty();
  }

  @Test
  void matchesWhenOfAnotherApplicationThenNot() {
    ClaimCode code = ClaimCode.next();
    assertThat(code.matches(UUID.randomUUID(), code.hash(APPLICATION))).isFalse();
    assertThat(ClaimCode.next().matches(APPLICATION, code.hash(APPLICATION))).isFalse();
    assertThat(code.toString()).doesNotContain(code.grouped().substring(0, 4));
  }
}
