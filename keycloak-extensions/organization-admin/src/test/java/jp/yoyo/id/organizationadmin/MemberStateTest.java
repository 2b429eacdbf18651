package jp.yoyo.id.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import jp.yoyo.id.organizationadmin.OrganizationQueries.MemberRow;
import jp.yoyo.id.temporarypassword.TemporaryPasswordMark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberStateTest {

  private static final long EXPIRED_BEFORE = 1_000_000;

  @ParameterizedTest
  @CsvSource({
    // enabled, locked, issued at, state
    "true, false, , active",
    "true, false, 1000001, temporary-password-unchanged",
    "true, false, 1000000, temporary-password-unchanged",
    "true, false, 999999, temporary-password-expired",
    "true, true, 1000001, locked",
    "true, true, 999999, locked",
    "true, true, , locked",
    "false, true, 999999, disabled",
    "false, false, , disabled",
    "true, false, nonsense, temporary-password-expired",
    "true, false, -1, temporary-password-expired",
    "true, false, 99999999999999999999, temporary-password-expired"
  })
  void stateWhenSeveralApplyThenTheStrongestCounts(
      boolean enabled, boolean locked, @Nullable String issuedAt, String state) {
    assertThat(member(enabled, locked, issuedAt).state().inApi()).isEqualTo(state);
  }

  @ParameterizedTest
  @EnumSource
  void ofApiWhenItsNameIsGivenThenTheState(MemberState state) {
    assertThat(MemberState.ofApi(state.inApi())).contains(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ACTIVE", "temporary_password_unchanged", "gone"})
  void ofApiWhenThereIsNoneThenEmpty(String name) {
    assertThat(MemberState.ofApi(name)).isEmpty();
  }

  @Test
  void mailWhenTheTemporaryPasswordWasChangedThenAbsent() {
    assertThat(member(true, false, null).mail()).isNull();
    assertThat(member(true, false, "1000001").mail()).isEqualTo("sent");
  }

  @Test
  void versionWhenARoleIsTakenAwayThenAnother() {
    Member holder = member(true, false, null);
    Member former = new Member(holder.row(), Set.of(), false, EXPIRED_BEFORE);

    assertThat(former.version()).isNotEqualTo(holder.version());
  }

  private static Member member(boolean enabled, boolean locked, @Nullable String issuedAt) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put(TemporaryPasswordMark.MAIL, TemporaryPasswordMark.MAIL_SENT);
    if (issuedAt != null) {
      attributes.put(TemporaryPasswordMark.ISSUED_AT, issuedAt);
    }
    return new Member(
        new MemberRow(
            "id",
            "hanako",
            "予防",
            "花子",
            "hanako@example.jp",
            enabled,
            0L,
            false,
            Map.copyOf(attributes),
            Set.of()),
        Set.of("accountant"),
        locked,
        EXPIRED_BEFORE);
  }
}
