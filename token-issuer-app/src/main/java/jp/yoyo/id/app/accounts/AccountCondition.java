package jp.yoyo.id.app.accounts;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be amiss with an account. */
public enum AccountCondition {
  /** Not logged in for some months. */
  UNUSED,
  NEVER_LOGGED_IN,
  TEMPORARY_PASSWORD_EXPIRED,
  /** Of administrators only. */
  WITHOUT_SECOND_FACTOR;

  /** As organization-admin and addresses have it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Key of its name on screens. */
  public String key() {
    return "accounts.condition." + code();
  }

  static List<AccountCondition> all() {
    return List.of(values());
  }

  /** The condition of that name as it came in; empty for anything else. */
  static Optional<AccountCondition> named(@Nullable String typed) {
    return all().stream().filter(each -> each.code().equals(typed)).findFirst();
  }
}
