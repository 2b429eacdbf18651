package jp.yoyo.id.organizationadmin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import jp.yoyo.id.temporarypassword.TemporaryPasswordMark;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * How the accounts of an organisation's members are used, or those of the administrators of the
 * organisations below it: unused, waiting with an expired temporary password, without a second
 * factor. Disabled accounts are in order.
 */
final class Accounts {

  /** Whose accounts. */
  enum Of {
    /** The organisation's own members. */
    MEMBERS,
    /** The administrators of the organisations below it, however far. */
    SUPERVISED;

    static Optional<Of> ofApi(@Nullable String name) {
      if (name == null || name.isEmpty() || name.equals("members")) {
        return Optional.of(MEMBERS);
      }
      return name.equals("supervised") ? Optional.of(SUPERVISED) : Optional.empty();
    }
  }

  /** Half a year, if nothing is said: in days. */
  private static final long DAYS_UNUSED = 180;

  private static final long MILLISECONDS_OF_DAY = 24L * 60 * 60 * 1000;
  private static final int LONGEST_MOMENT = 15;

  private final KeycloakSession session;
  private final OrganizationAccess access;

  Accounts(KeycloakSession session, OrganizationAccess access) {
    this.session = session;
    this.access = access;
  }

  Views.AccountPage list(
      Of whose,
      @Nullable String prefecture,
      @Nullable String supervisorCode,
      @Nullable String condition,
      @Nullable String unusedSince,
      Paging paging) {
    AccountCondition wanted = condition(condition);
    RealmModel realm = session.getContext().getRealm();
    OrganizationQueries.AccountFilter filter =
        new OrganizationQueries.AccountFilter(
            whose == Of.SUPERVISED,
            code("prefecture", prefecture, Issuance.PREFECTURE),
            code("supervisorCode", supervisorCode, Issuance.CODE),
            access.caller().catalogue().administrator().name(),
            moment(unusedSince),
            Time.currentTimeSeconds() - TemporaryPasswordMark.validitySeconds(realm));
    OrganizationQueries queries = new OrganizationQueries(session);
    Views.AccountTotals totals = queries.accountTotals(access.organization(), filter);
    return new Views.AccountPage(
        queries.accounts(access.organization(), filter, wanted, paging),
        total(totals, wanted),
        paging.first(),
        paging.max(),
        totals);
  }

  private static long total(Views.AccountTotals totals, @Nullable AccountCondition wanted) {
    if (wanted == null) {
      return totals.all();
    }
    return switch (wanted) {
      case UNUSED -> totals.unused();
      case NEVER_LOGGED_IN -> totals.neverLoggedIn();
      case TEMPORARY_PASSWORD_EXPIRED -> totals.temporaryPasswordExpired();
      case WITHOUT_SECOND_FACTOR -> totals.withoutSecondFactor();
    };
  }

  private @Nullable AccountCondition condition(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      return null;
    }
    return AccountCondition.ofApi(name).orElseThrow(() -> invalid("condition"));
  }

  private @Nullable String code(String field, @Nullable String text, Pattern form) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (!form.matcher(text).matches()) {
      throw invalid(field);
    }
    return text;
  }

  private long moment(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Time.currentTimeMillis() - DAYS_UNUSED * MILLISECONDS_OF_DAY;
    }
    if (!text.matches("[0-9]{1," + LONGEST_MOMENT + "}")) {
      throw invalid("unusedSince");
    }
    return Long.parseLong(text);
  }

  /** Of whom, as it came in. */
  Of whose(@Nullable String name) {
    return Of.ofApi(name).orElseThrow(() -> invalid("of"));
  }

  private RuntimeException invalid(String field) {
    return Problem.INVALID.fields(
        session, new ArrayList<>(List.of(Problem.field(session, field, "state"))));
  }
}
