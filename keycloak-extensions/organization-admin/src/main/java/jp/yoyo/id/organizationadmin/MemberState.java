package jp.yoyo.id.organizationadmin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The state of a member, as lists show it. Where several apply, the last one here counts. */
enum MemberState {
  /** Has chosen the password and can log in. */
  ACTIVE,
  /** 仮パスワード未変更: has not changed the temporary password yet. */
  TEMPORARY_PASSWORD_UNCHANGED,
  /** 期限切れ: did not change the temporary password while it was valid. */
  TEMPORARY_PASSWORD_EXPIRED,
  /** ロック中: too many wrong passwords. */
  LOCKED,
  /** 無効: disabled. */
  DISABLED;

  /** The name in the API, e.g. temporary-password-unchanged. */
  String inApi() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<MemberState> ofApi(String name) {
    return Arrays.stream(values()).filter(state -> state.inApi().equals(name)).findFirst();
  }
}
