package jp.yoyo.id.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import org.junit.jupiter.api.Test;

class Base62Test {

  @Property
  void decodeWhenEncodedThenTheSame(
      @ForAll @BigRange(min = "0", max = "340282366920938463463374607431768211455")
          BigInteger number) {
    assertThat(Base62.decode(Base62.encode(number, 22), 128)).contains(number);
  }

  @Test
  void encodeWhenZeroThenPadded() {
    assertThat(Base62.encode(BigInteger.ZERO, 3)).isEqualTo("000");
    assertThat(Base62.encode(BigInteger.valueOf(61), 3)).isEqualTo("00z");
    assertThat(Base62.encode(BigInteger.valueOf(62), 3)).isEqualTo("010");
  }

  @Test
  void encodeWhenTooLongThenRefused() {
    assertThatThrownBy(() -> Base62.encode(BigInteger.valueOf(62), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void decodeWhenNoDigitOrTooLargeThenEmpty() {
    assertThat(Base62.decode("0_0", 128)).isEmpty();
    assertThat(Base62.decode("zzzzzzzzzzzzzzzzzzzzzz", 128)).isEmpty();
  }
}
