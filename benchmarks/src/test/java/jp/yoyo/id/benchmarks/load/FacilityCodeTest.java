package jp.yoyo.id.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FacilityCodeTest {

  @Test
  void facilityWhenMadeThenEndsWithTheCheckDigitOfItsOtherDigits() {
    // From the right by 2, 1, 2, …: 2 7 6 1 2 0 18→9 … : 28 in all, 2 to the next ten.
    assertThat(FacilityCode.facility("01", 11371)).isEqualTo("0190113712");
  }
}
