package jp.yoyo.id.app.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.keycloak.AccountUse;
import jp.yoyo.id.app.keycloak.OrganizationAdmin;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.mail.Mails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The accounts of an organisation in order: those that nobody uses, that wait with an expired
 * temporary password, or whose owner is an administrator without a second factor. Keycloak holds
 * the facts; here is who may see them, the reminder, and the disabling of unused ones, which
 * happens only when an administrator asks for it.
 */
@Service
public class AccountReport {

  /** At most once a week. */
  static final Duration BETWEEN_REMINDERS = Duration.ofDays(7);

  /** As many as one click reminds, or disables. */
  static final int MOST_REMINDED = 1_000;

  static final int MOST_DISABLED = 100;

  private static final int AT_ONCE = 200;
  private static final String TEMPLATE = "account-reminder";

  private final OrganizationAdmin keycloak;
  private final JdbcClient database;
  private final Mails mails;
  private final AuditTrail audit;
  private final TransactionOperations transactions;
  private final Clock clock;

  AccountReport(
      OrganizationAdmin keycloak,
      JdbcClient database,
      Mails mails,
      AuditTrail audit,
      TransactionOperations transactions,
      Clock clock) {
    this.keycloak = keycloak;
    this.database = database;
    this.mails = mails;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Whose accounts, in which condition.
   *
   * @param prefecture of those directly below only the ones there, and their own; "" for all
   * @param municipality of those below only this one's and its own, by its code; "" for all
   */
  record Search(
      boolean supervised,
      String prefecture,
      String municipality,
      Optional<AccountCondition> condition,
      int months) {

    /** Those of the own organisation that nobody uses. */
    static Search ownUnused(int months) {
      return new Search(false, "", "", Optional.of(AccountCondition.UNUSED), months);
    }
  }

  static boolean maySeeOwn(Actor actor) {
    return actor.may(Permission.VIEW_MEMBERS);
  }

  /** Administrators of facilities hold the permission by name; there is nothing below them. */
  static boolean maySeeSupervised(Actor actor) {
    return actor.may(Permission.SUPERVISE_ORGANIZATIONS)
        && actor.is(OrganizationType.CENTRAL, OrganizationType.MUNICIPALITY);
  }

  /** By prefecture and municipality: only the central office has people below in all of them. */
  static boolean mayNarrow(Actor actor, Search search) {
    return search.supervised() && actor.is(OrganizationType.CENTRAL);
  }

  /**
   * Whether it can be answered at once: the accounts of the whole country cannot, those of a
   * prefecture can.
   */
  static boolean isNarrow(Actor actor, Search search) {
    return !mayNarrow(actor, search) || !search.prefecture().isEmpty();
  }

  static boolean maySee(Actor actor) {
    return maySeeOwn(actor) || maySeeSupervised(actor);
  }

  /** Only of the own organisation: whoever supervises others does not manage their members. */
  static boolean mayDisable(Actor actor, Search search) {
    return !search.supervised()
        && actor.may(Permission.MANAGE_MEMBERS)
        && search.condition().filter(each -> each == AccountCondition.UNUSED).isPresent();
  }

  static void require(Actor actor, boolean allowed) {
    if (!allowed) {
      throw new AccessDeniedException(actor.userName() + " does not see these accounts");
    }
  }

  static void require(Actor actor, Search search) {
    require(actor, search.supervised() ? maySeeSupervised(actor) : maySeeOwn(actor));
  }

  /** A page of them, with the totals of each condition. One call. */
  AccountUse.Page page(Actor actor, Search search, int first, int max) {
    require(actor, search);
    require(actor, isNarrow(actor, search));
    return keycloak.accounts(
        actor.userId(),
        new AccountUse.Wanted(
            actor.organization().alias(),
            search.supervised(),
            search.prefecture(),
            search.municipality(),
            search.condition().map(AccountCondition::code).orElse(""),
            unusedSince(search)),
        first,
        max);
  }

  private Instant unusedSince(Search search) {
    return clock.instant().atZone(clock.getZone()).minusMonths(search.months()).toInstant();
  }

  /** All of them, page by page. */
  void forEach(Actor actor, Search search, Consumer<AccountUse> consumer) {
    require(actor, search);
    int first = 0;
    List<AccountUse> items;
    do {
      items = page(actor, search, first, AT_ONCE).items();
      items.forEach(consumer);
      first += items.size();
    } while (items.size() == AT_ONCE);
  }

  /**
   * Reminds them by mail, each person at most once a week, whoever else does the same.
   *
   * @return how many
   */
  int remind(Actor actor, Search search) {
    require(actor, search);
    AccountCondition condition =
        search.condition().orElseThrow(() -> new IllegalArgumentException("remind of what"));
    // Keycloak is asked before a transaction begins: none waits for it.
    List<AccountUse> all = new ArrayList<>();
    int first = 0;
    List<AccountUse> items;
    do {
      items = page(actor, search, first, AT_ONCE).items();
      all.addAll(items);
      first += items.size();
    } while (items.size() == AT_ONCE && all.size() < MOST_REMINDED);
    Integer sent =
        transactions.execute(
            status -> {
              int reminded = 0;
              for (AccountUse account : all) {
                String mail = account.email();
                if (mail != null && !mail.isBlank() && claim(actor, account)) {
                  send(actor, account, condition, mail);
                  reminded++;
                }
              }
              if (reminded > 0) {
                record(actor, "remind", search, reminded);
              }
              return reminded;
            });
    return sent == null ? 0 : sent;
  }

  /** Two at once: the second finds the first one's row and sends nothing. */
  private boolean claim(Actor actor, AccountUse account) {
    return database
            .sql(
                """
                insert into account_reminder (user_id, sent_at, sent_by)
                values (:user, :now, :by)
                on conflict (user_id) do update
                set sent_at = excluded.sent_at, sent_by = excluded.sent_by
                where account_reminder.sent_at <= :before
                """)
            .param("user", account.id())
            .param("now", utc(clock.instant()))
            .param("by", actor.userId())
            .param("before", utc(clock.instant().minus(BETWEEN_REMINDERS)))
            .update()
        == 1;
  }

  private void send(Actor actor, AccountUse account, AccountCondition condition, String mail) {
    mails.send(
        actor,
        TEMPLATE + "/" + account.id() + "/" + clock.instant().getEpochSecond(),
        TEMPLATE,
        Locale.JAPANESE,
        mail,
        Map.of(
            "organization", account.organizationName(),
            "name", AccountController.name(account),
            "userId", account.userId(),
            "condition", condition.code(),
            "sender", actor.organization().displayName()));
  }

  /** What became of the unused accounts. */
  public record Disabled(int disabled, List<String> refused) {}

  /**
   * Disables the organisation's own accounts that nobody uses, on behalf of the administrator who
   * asks. Keycloak checks each: the last administrator stays, and nobody disables himself.
   */
  Disabled disableUnused(Actor actor, Search search) {
    require(actor, mayDisable(actor, search));
    require(actor, search);
    int disabled = 0;
    List<String> refused = new ArrayList<>();
    List<AccountUse> all = page(actor, search, 0, MOST_DISABLED).items();
    transactions.executeWithoutResult(status -> record(actor, "disable", search, all.size()));
    for (AccountUse account : all) {
      try {
        keycloak.enableMember(
            actor.userId(), account.organization(), account.id(), false, actor.locale());
        disabled++;
      } catch (OrganizationAdminException e) {
        refused.add(account.userId() + ": " + e.detail());
      }
    }
    return new Disabled(disabled, refused);
  }

  private void record(Actor actor, String action, Search search, int count) {
    audit.record(
        actor,
        new AuditEvent(
            "accounts." + action,
            "accounts",
            actor.organization().alias(),
            null,
            List.of(),
            Map.of(
                "count", String.valueOf(count),
                "condition", search.condition().map(AccountCondition::code).orElse(""),
                "months", String.valueOf(search.months()))));
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
