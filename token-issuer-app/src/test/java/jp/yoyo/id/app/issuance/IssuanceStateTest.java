package jp.yoyo.id.app.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuanceStateTest {

  @ParameterizedTest
  @CsvSource({
    "WAITING, MAIL_SENT, true",
    "WAITING, WAITING, false",
    "MAIL_FAILED, MAIL_SENT, true",
    "MAIL_FAILED, FIRST_LOGIN_DONE, false",
    "REFUSED, MAIL_SENT, false",
    "REFUSED, WAITING, true",
    "MAIL_SENT, EXPIRED, true",
    "MAIL_SENT, REFUSED, false",
    "FIRST_LOGIN_DONE, EXPIRED, false",
    "EXPIRED, WAITING, true"
  })
  void mayBecomeWhenStatesThenAsListed(IssuanceState from, IssuanceState to, boolean may) {
    assertThat(from.mayBecome(to)).isEqualTo(may);
  }

  @ParameterizedTest
  @CsvSource({
    "temporary-password-unchanged, sent, MAIL_SENT",
    "temporary-password-unchanged, pending, ISSUED",
    "temporary-password-expired, sent, EXPIRED",
    "active, , FIRST_LOGIN_DONE",
    "locked, sent, MAIL_SENT",
    "disabled, , FIRST_LOGIN_DONE"
  })
  void ofMemberWhenStateThenAsListed(String member, String mail, IssuanceState state) {
    assertThat(IssuanceState.ofMember(member, mail)).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "PREVIEW, RUNNING, true",
    "PREVIEW, DONE, false",
    "RUNNING, PAUSED, true",
    "PAUSED, RUNNING, true",
    "CANCELLED, RUNNING, false",
    "DONE, RUNNING, false"
  })
  void mayBecomeWhenRunThenAsListed(RunState from, RunState to, boolean may) {
    assertThat(from.mayBecome(to)).isEqualTo(may);
  }
}
