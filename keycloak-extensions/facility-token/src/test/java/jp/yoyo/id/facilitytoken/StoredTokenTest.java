package jp.yoyo.id.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredTokenTest {

  private static final StoredToken TOKEN =
      new StoredToken("r", "PC-1", 1000, 5000, null, null, null, null, null);

  @ParameterizedTest
  @CsvSource({
    "1000, , , ACTIVE",
    "4999, , , ACTIVE",
    "5000, , , EXPIRED",
    "500, , , ACTIVE",
    "2000, 3000, , OVERLAPPING",
    "2999, 3000, , OVERLAPPING",
    "3000, 3000, , EXPIRED",
    "4999, 9000, , OVERLAPPING",
    "5000, 9000, , EXPIRED",
    "2000, , 1500, REVOKED",
    "2000, 3000, 1500, REVOKED",
    "9000, , 1500, REVOKED"
  })
  void stateWhenAtAMomentThenBy(long now, Long overlapUntil, Long revokedAt, TokenState expected) {
    StoredToken token = TOKEN;
    if (overlapUntil != null) {
      token = token.overlappingUntil(overlapUntil);
    }
    if (revokedAt != null) {
      token = token.revoked(revokedAt, "lost");
    }

    assertThat(token.stateAt(now)).isEqualTo(expected);
  }

  /** Every state and every command. */
  @ParameterizedTest
  @CsvSource({
    // state, exchange, rotate, revoke, replace
    "ACTIVE, true, true, true, true",
    "OVERLAPPING, true, false, true, false",
    "EXPIRED, false, false, false, false",
    "REVOKED, false, false, false, false"
  })
  void commandWhenInAStateThenAllowedOrNot(
      TokenState state, boolean exchange, boolean rotate, boolean revoke, boolean replace) {
    assertThat(state.isExchangeable()).isEqualTo(exchange);
    assertThat(state.isRotatable()).isEqualTo(rotate);
    assertThat(state.isRevocable()).isEqualTo(revoke);
    assertThat(state.isReplaceable()).isEqualTo(replace);
  }

  @Test
  void jsonWhenReadBackThenTheSame() {
    StoredToken token = new StoredToken("r", "受付", 1, 2, "other", 3L, 4L, "紛失 \"1\"", 5L);

    assertThat(StoredToken.of(token.toJson())).isEqualTo(token);
    assertThat(StoredToken.of(TOKEN.toJson())).isEqualTo(TOKEN);
    assertThat(TOKEN.toJson()).doesNotContain("null", "validUntil");
  }
}
