package jp.yoyo.id.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

  private static final String ACCOUNT = UUID.randomUUID().toString();
  private static final String CREDENTIAL = UUID.randomUUID().toString();
  private static final FacilityToken TOKEN = FacilityToken.create(ACCOUNT, CREDENTIAL);
  private static final StoredToken STORED =
      new StoredToken("r", "PC-1", 1000, 5000, null, null, null, null, null);

  @ParameterizedTest
  @CsvSource({
    "2000, true, true, ",
    "5000, true, true, EXPIRED",
    "2000, false, true, ACCOUNT_DISABLED",
    "2000, true, false, ORGANIZATION_DISABLED",
    "5000, false, false, EXPIRED"
  })
  void verdictWhenTokenIsRightThenByTheStates(
      long now, boolean accountEnabled, boolean facilityEnabled, Refusal expected) {
    Verdict verdict = Verdict.on(TOKEN, account(accountEnabled, facilityEnabled, STORED), now);

    assertThat(verdict.refusal()).isEqualTo(expected);
    assertThat(verdict.credential()).isNotNull();
  }

  @Test
  void verdictWhenRevokedThenRefused() {
    assertThat(Verdict.on(TOKEN, account(true, true, STORED.revoked(1500, "lost")), 2000).refusal())
        .isEqualTo(Refusal.REVOKED);
  }

  @Test
  void verdictWhenNoAccountOrOtherTokenOrOtherSecretThenUnknown() {
    FacilityToken otherSecret = FacilityToken.create(ACCOUNT, CREDENTIAL);
    FacilityToken otherToken = FacilityToken.create(ACCOUNT, UUID.randomUUID().toString());

    assertThat(Verdict.on(TOKEN, null, 2000).refusal()).isEqualTo(Refusal.UNKNOWN);
    for (FacilityToken wrong : List.of(otherSecret, otherToken)) {
      Verdict verdict = Verdict.on(wrong, account(true, true, STORED), 2000);
      assertThat(verdict.refusal()).isEqualTo(Refusal.UNKNOWN);
      assertThat(verdict.credential()).isNull();
    }
  }

  @Test
  void markUsedWhenAgainThenOnlyTheFirstCounts() {
    Account.Credential credential = account(true, true, STORED).credentials().get(0);

    assertThat(credential.markUsed()).isTrue();
    assertThat(credential.markUsed()).isFalse();
  }

  private static Account account(boolean enabled, boolean facilityEnabled, StoredToken token) {
    return new Account(
        ACCOUNT,
        "realm",
        "facility-token@x",
        enabled,
        1L,
        new Account.Facility("org", "facility-1", "1310000001", facilityEnabled),
        Map.of(),
        List.of(),
        List.of(),
        List.of(new Account.Credential(CREDENTIAL, TOKEN.hash(), token)),
        0,
        0);
  }
}
