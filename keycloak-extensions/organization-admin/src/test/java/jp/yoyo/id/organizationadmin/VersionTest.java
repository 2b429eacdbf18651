package jp.yoyo.id.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

  @Property
  void ofWhenContentsAreEqualThenTheVersionIsAndOtherwiseNot(
      @ForAll("contents") List<@Nullable String> one,
      @ForAll("contents") List<@Nullable String> other) {
    assertThat(of(one).equals(of(other))).isEqualTo(Objects.equals(one, other));
  }

  @Test
  void ofWhenTextMovesFromOneFieldToTheNextThenTheVersionIsAnother() {
    assertThat(Version.of("ab", "c")).isNotEqualTo(Version.of("a", "bc"));
  }

  @Test
  void ofWhenFieldIsAbsentEmptyOrTheWordNullThenTheVersionsDiffer() {
    String absent = Version.of((Object) null);

    assertThat(List.of(absent, Version.of(""), Version.of("null"), Version.of("-")))
        .doesNotHaveDuplicates();
  }

  @Test
  void ofWhenCalledThenItNeedsNoQuotingInAHeader() {
    assertThat(Version.of("予防", 1, null)).matches("[A-Za-z0-9_-]{22}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "\"abc\"", " abc ", " \"abc\" "})
  void isNamedByWhenQuotedOrNotThenItIsTheSame(String header) {
    assertThat(Version.isNamedBy(header, "abc")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ABC", "ab", "abcd", "*", "\"*\"", "\"abc\", \"abd\"", "''", "\"\""})
  void isNamedByWhenItIsAnotherThenItIsNot(String header) {
    assertThat(Version.isNamedBy(header, "abc")).isFalse();
  }

  private static String of(List<@Nullable String> contents) {
    return Version.of(contents.toArray());
  }

  @Provide
  Arbitrary<List<@Nullable String>> contents() {
    return Arbitraries.of("", "a", "b", "ab", "-", "1:", "1:a", "null", "予")
        .injectNull(0.2)
        .list()
        .ofMaxSize(3);
  }
}
