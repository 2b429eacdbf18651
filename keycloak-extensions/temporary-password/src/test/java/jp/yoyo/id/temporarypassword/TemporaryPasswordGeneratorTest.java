package jp.yoyo.id.temporarypassword;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TemporaryPasswordGeneratorTest {

  private static final Pattern SHAPE =
      Pattern.compile("[ACDEFHJKLMNPRTUWXYadefhjnrt2-9]+_[ACDEFHJKLMNPRTUWXYadefhjnrt2-9]+");

  private static String generate(long seed) {
    return new TemporaryPasswordGenerator(new Random(seed)).generate(0, any -> true).reveal();
  }

  @Property
  void generateHasSixteenCharactersOfTheAlphabetAndOneSymbolInside(@ForAll long seed) {
    assertThat(generate(seed)).hasSize(16).matches(SHAPE);
  }

  @Property
  void generateMixesUpperCaseLowerCaseAndDigits(@ForAll long seed) {
    assertThat(generate(seed))
        .containsPattern("[A-Z]")
        .containsPattern("[a-z]")
        .containsPattern("[0-9]");
  }

  @Property
  void generateIsOneWordForADoubleClick(@ForAll long seed) {
    assertThat(generate(seed)).matches("\\w+");
  }

  @Property
  void generateSurvivesHtmlAndMessageFormats(@ForAll long seed) {
    assertThat(generate(seed)).doesNotContainPattern("[<>&\"'{}$%\\\\]");
  }

  @Property
  void generateWhenPolicyWantsMoreSymbolsThenGivesThemApart(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int symbols) {
    String password =
        new TemporaryPasswordGenerator(new Random(seed))
            .generate(0, candidate -> symbolsIn(candidate) >= symbols)
            .reveal();

    assertThat(symbolsIn(password)).isGreaterThanOrEqualTo(symbols);
    assertThat(password).doesNotContain("__").doesNotStartWith("_").doesNotEndWith("_");
    assertThat(password.length() - symbolsIn(password)).isEqualTo(15);
  }

  @Property
  void generateWhenPolicyWantsMoreCharactersThenHasThem(
      @ForAll long seed, @ForAll @IntRange(min = 17, max = 64) int length) {
    String password =
        new TemporaryPasswordGenerator(new Random(seed))
            .generate(length, candidate -> candidate.length() >= length)
            .reveal();

    assertThat(password).hasSize(length);
  }

  @Test
  void generateWhenPolicyAcceptsNothingThenFailsAfterABoundedNumberOfDraws() {
    AtomicInteger asked = new AtomicInteger();
    TemporaryPasswordGenerator generator = new TemporaryPasswordGenerator(new Random(1));

    assertThatIllegalStateException()
        .isThrownBy(() -> generator.generate(0, candidate -> asked.incrementAndGet() < 0));
    assertThat(asked.get()).isBetween(1, 200);
  }

  @Test
  void generateNeverRepeats() {
    TemporaryPasswordGenerator generator = new TemporaryPasswordGenerator(new Random(7));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      assertThat(seen.add(generator.generate(0, any -> true).reveal())).isTrue();
    }
  }

  @Test
  void generateUsesEachCharacterOfTheAlphabet() {
    TemporaryPasswordGenerator generator = new TemporaryPasswordGenerator(new Random(11));
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      generator.generate(0, any -> true).reveal().chars().forEach(seen::add);
    }
    assertThat(seen).hasSize(36);
  }

  @Test
  void alphabetHoldsOneCharacterAtMostOfEachFamilyOfLookAlikes() {
    String alphabet =
        TemporaryPasswordGenerator.UPPER_CASE
            + TemporaryPasswordGenerator.LOWER_CASE
            + TemporaryPasswordGenerator.DIGITS
            + TemporaryPasswordGenerator.SYMBOL;

    for (String family :
        new String[] {
          "0OoQ", "1lIi|!", "2Zz", "5Ss$", "6Gb", "8B&", "9gq", "uvUV", "cC", "kK", "pP", "wW",
          "xX", "yY", "mM", "-_"
        }) {
      assertThat(family.chars().filter(c -> alphabet.indexOf(c) >= 0).count())
          .as(family)
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void entropyIsAtLeastEightyBits() {
    int alphanumeric =
        TemporaryPasswordGenerator.UPPER_CASE.length()
            + TemporaryPasswordGenerator.LOWER_CASE.length()
            + TemporaryPasswordGenerator.DIGITS.length();
    double bits =
        TemporaryPasswordGenerator.LETTERS_AND_DIGITS * Math.log(alphanumeric) / Math.log(2)
            + Math.log(14) / Math.log(2)
            // at most four draws in a hundred lack a kind and are drawn again
            + Math.log(0.96) / Math.log(2);

    assertThat(bits).isGreaterThan(80);
  }

  @Test
  void toStringDoesNotTellThePassword() {
    TemporaryPassword password = new TemporaryPassword("Secret_1");

    assertThat(password.toString()).doesNotContain("Secret_1");
    assertThat(String.format("%s", password)).doesNotContain("Secret_1");
  }

  private static int symbolsIn(String password) {
    return (int) password.chars().filter(c -> c == TemporaryPasswordGenerator.SYMBOL).count();
  }
}
