package jp.yoyo.id.temporarypassword;

import static jp.yoyo.id.temporarypassword.SecondFactorChange.ADDED;
import static jp.yoyo.id.temporarypassword.SecondFactorChange.REMOVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.events.EventType;

class SecondFactorChangeTest {

  @ParameterizedTest
  @CsvSource({
    "UPDATE_CREDENTIAL, otp, ADDED",
    "UPDATE_CREDENTIAL, webauthn, ADDED",
    "UPDATE_CREDENTIAL, webauthn-passwordless, ADDED",
    "UPDATE_CREDENTIAL, recovery-authn-codes, ADDED",
    "REMOVE_CREDENTIAL, otp, REMOVED",
    "REMOVE_CREDENTIAL, webauthn, REMOVED",
    // Sent beside the others: one mail is enough.
    "UPDATE_TOTP, otp,",
    "REMOVE_TOTP, otp,",
    "UPDATE_CREDENTIAL, password,",
    "REMOVE_CREDENTIAL, password,",
    "REMOVE_CREDENTIAL,,",
    "LOGIN, otp,",
  })
  void eventWhenOfAKindThenTheChangeOfSecondFactors(
      EventType event, @Nullable String credentialType, @Nullable SecondFactorChange change) {
    assertThat(SecondFactorChange.of(event, credentialType)).isEqualTo(change);
  }

  @Test
  void changesWhenIdsComeAndGoThenEachKindOnce() {
    assertThat(SecondFactorChange.between(Set.of(), Set.of())).isEmpty();
    assertThat(SecondFactorChange.between(Set.of("a"), Set.of("a"))).isEmpty();
    assertThat(SecondFactorChange.between(Set.of(), Set.of("a", "b"))).containsExactly(ADDED);
    assertThat(SecondFactorChange.between(Set.of("a", "b"), Set.of("b"))).containsExactly(REMOVED);
    assertThat(SecondFactorChange.between(Set.of("a"), Set.of("b")))
        .containsExactly(ADDED, REMOVED);
  }

  @ParameterizedTest
  @EnumSource
  void everyChangeWhenToldThenInBothForms(SecondFactorChange change) {
    for (String form : new String[] {"html", "text"}) {
      assertThat(
              SecondFactorChangeTest.class.getResource(
                  "/theme-resources/templates/" + form + "/" + change.template()))
          .as(form)
          .isNotNull();
    }
  }
}
