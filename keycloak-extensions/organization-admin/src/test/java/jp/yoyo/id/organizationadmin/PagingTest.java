package jp.yoyo.id.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {

  @ParameterizedTest
  @NullAndEmptySource
  void numberWhenNothingIsSaidThenTheDefaultCounts(@Nullable String text) {
    assertThat(Paging.number(text, 1, 200, 50)).hasValue(50);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "200", "007"})
  void numberWhenInRangeThenItCounts(String text) {
    assertThat(Paging.number(text, 1, 200, 50)).hasValue(Integer.parseInt(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "201",
        "2147483648",
        "99999999999999999999",
        "1.5",
        "1e2",
        "0x10",
        "+1",
        " 1",
        "1 ",
        "１",
        "٣",
        "first",
        "null",
        "1;drop",
        "\u0000"
      })
  void numberWhenNoneOrOutOfRangeThenItIsRefused(String text) {
    assertThat(Paging.number(text, 1, 200, 50)).isEmpty();
  }

  @Property
  void numberWhenAnythingIsSentThenTheResultIsInRange(@ForAll String text) {
    OptionalInt number = Paging.number(text, 1, 200, 50);

    number.ifPresent(value -> assertThat(value).isBetween(1, 200));
  }

  @Property
  void numberWhenAnyNumberIsSentThenItCountsExactlyInRange(@ForAll int sent) {
    OptionalInt number = Paging.number(String.valueOf(sent), 0, Paging.FURTHEST, 0);

    assertThat(number.isPresent()).isEqualTo(sent >= 0 && sent <= Paging.FURTHEST);
  }
}
