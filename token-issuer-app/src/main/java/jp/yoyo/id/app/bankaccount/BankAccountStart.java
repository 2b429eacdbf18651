package jp.yoyo.id.app.bankaccount;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.yoyo.id.app.actor.ActingOrganization;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.bankaccount.ApplicationState.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * 適用開始: approved accounts begin with their month and end the former ones. Any number of instances
 * may run it at once.
 */
@Component
public class BankAccountStart {

  private static final Logger LOG = LoggerFactory.getLogger(BankAccountStart.class);

  /** So that one transaction stays short on the first of a month. */
  private static final int AT_ONCE = 100;

  /** In the history, this program itself; with no permission at all. */
  private static final Actor CALENDAR =
      new Actor(
          "calendar",
          "-",
          "自動処理",
          Locale.JAPANESE,
          new ActingOrganization("-", OrganizationType.CENTRAL, "予予・請求システム", "", ""),
          Set.of());

  private final Applications applications;
  private final AccountPeriods periods;
  private final AuditTrail audit;
  private final TransactionOperations transactions;
  private final JdbcClient database;
  private final Clock clock;

  BankAccountStart(
      Applications applications,
      AccountPeriods periods,
      AuditTrail audit,
      TransactionOperations transactions,
      JdbcClient database,
      Clock clock) {
    this.applications = applications;
    this.periods = periods;
    this.audit = audit;
    this.transactions = transactions;
    this.database = database;
    this.clock = clock;
  }

  /** Lets everything begin that is due; returns how many. */
  @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT20S")
  public int startDue() {
    int started = 0;
    int last;
    do {
      last = Optional.ofNullable(transactions.execute(status -> startSome())).orElse(0);
      started += last;
    } while (last > 0);
    if (started > 0) {
      LOG.info("{} bank accounts apply from now on", started);
    }
    return started;
  }

  private int startSome() {
    // One instance at a time: the next account of a facility has to see the one before it.
    database.sql("select pg_advisory_xact_lock(hashtext('bank-account-start'))").query(row -> {});
    Instant now = clock.instant();
    List<BankAccountApplication> due = applications.due(YearMonth.now(clock), AT_ONCE);
    for (BankAccountApplication application : due) {
      start(application, now);
    }
    return due.size();
  }

  private void start(BankAccountApplication application, Instant now) {
    Optional<UUID> former = periods.current(application);
    if (former.isPresent()) {
      periods.end(former.get(), application.appliesFrom());
      move(
          former.get(), application.facility().alias(), ApplicationState.APPLIED, Command.END, now);
    }
    periods.start(application, application.appliesFrom());
    move(application.id(), application.facility().alias(), application.state(), Command.START, now);
  }

  private void move(UUID id, String facility, ApplicationState from, Command command, Instant now) {
    ApplicationState to = from.after(command).orElseThrow();
    if (!applications.move(id, from, to, now)) {
      throw new IllegalStateException(id + " is no longer " + from);
    }
    audit.record(
        CALENDAR,
        new AuditEvent(
            "bank-account-application." + command.code(),
            "bank-account-application",
            id.toString(),
            facility,
            List.of(new AuditEvent.Change("state", from.column(), to.column())),
            Map.of()));
  }
}
