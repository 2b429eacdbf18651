package jp.yoyo.id.app.onboarding;

import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.mail.Mails;
import jp.yoyo.id.app.web.KeyPage;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How far facilities have come, and the mail that reminds those that are stuck. */
@Service
public class Onboarding {

  static final int PAGE = 50;

  /** Counting further would take longer than it is worth. */
  static final int COUNTED = 10_000;

  /** At most once a week. */
  static final Duration BETWEEN_REMINDERS = Duration.ofDays(7);

  /** As many as one click sends. */
  static final int MOST_REMINDED = 1_000;

  private static final int EXPORTED_AT_ONCE = 1_000;
  private static final int PERCENT = 100;

  private final JdbcClient database;
  private final Mails mails;
  private final AuditTrail audit;
  private final MessageSource texts;
  private final Clock clock;

  Onboarding(JdbcClient database, Mails mails, AuditTrail audit, MessageSource texts, Clock clock) {
    this.database = database;
    this.mails = mails;
    this.audit = audit;
    this.texts = texts;
    this.clock = clock;
  }

  static boolean isFacility(Actor actor) {
    return actor.is(OrganizationType.FACILITY, OrganizationType.VENUE)
        && (actor.may(Permission.VIEW_ORGANIZATION)
            || actor.may(Permission.MANAGE_MEMBERS)
            || actor.may(Permission.MANAGE_FACILITY)
            || actor.may(Permission.MANAGE_BANK_ACCOUNT));
  }

  static boolean isOffice(Actor actor) {
    return switch (actor.organization().type()) {
      case CENTRAL -> actor.may(Permission.VIEW_ORGANIZATION) || actor.may(Permission.ASSIST_USERS);
      case FEDERATION ->
          actor.may(Permission.DECIDE_BANK_ACCOUNT) && !actor.organization().prefecture().isEmpty();
      case MUNICIPALITY -> actor.may(Permission.SUPERVISE_ORGANIZATIONS);
      case FACILITY, VENUE -> false;
    };
  }

  /** Only the municipality writes to its own facilities. */
  static boolean mayRemind(Actor actor) {
    return actor.is(OrganizationType.MUNICIPALITY) && actor.may(Permission.SUPERVISE_ORGANIZATIONS);
  }

  static void require(Actor actor, boolean allowed) {
    if (!allowed) {
      throw new AccessDeniedException(actor.userName() + " does not see the onboarding");
    }
  }

  /** The acting facility's own; empty where the register does not have it. One statement. */
  Optional<OnboardingProgress> own(Actor actor) {
    require(actor, isFacility(actor));
    return database
        .sql("select * from onboarding_progress where alias = :alias")
        .param("alias", actor.organization().alias())
        .query(OnboardingProgress::of)
        .optional();
  }

  /** The steps of all facilities that the office sees. One statement. */
  List<OnboardingProgress.StepTotal> rollUp(Actor actor) {
    require(actor, isOffice(actor));
    Scope scope = Scope.of(actor);
    String counts =
        OnboardingStep.all().stream()
            .map(step -> "count(*) filter (where " + step.column() + ")")
            .collect(Collectors.joining(", "));
    return database
        .sql("select count(*), " + counts + " from onboarding_progress where " + scope.sql)
        .params(scope.parameters)
        .query(
            (row, number) -> {
              long all = row.getLong(1);
              List<OnboardingProgress.StepTotal> totals = new ArrayList<>();
              int column = 1;
              for (OnboardingStep step : OnboardingStep.all()) {
                column++;
                long done = row.getLong(column);
                totals.add(
                    new OnboardingProgress.StepTotal(
                        step, done, all - done, all == 0 ? 0 : (int) (done * PERCENT / all)));
              }
              return totals;
            })
        .single();
  }

  /**
   * Facilities that have not done a step, or all. Two statements.
   *
   * @param after key of the last one of the page before
   */
  KeyPage<OnboardingProgress> page(
      Actor actor, Optional<OnboardingStep> missing, @Nullable UUID after) {
    require(actor, isOffice(actor));
    List<OnboardingProgress> rows = rows(actor, missing, after, PAGE + 1);
    boolean more = rows.size() > PAGE;
    List<OnboardingProgress> shown = more ? rows.subList(0, PAGE) : rows;
    Scope scope = Scope.of(actor).missing(missing);
    long total =
        database
            .sql(
                "select count(*) from (select 1 from onboarding_progress where "
                    + scope.sql
                    + " limit :most) as matching")
            .params(scope.parameters)
            .param("most", COUNTED + 1)
            .query(Long.class)
            .single();
    return new KeyPage<>(
        shown,
        Math.min(total, COUNTED),
        total <= COUNTED,
        more ? shown.get(PAGE - 1).id().toString() : null,
        after == null);
  }

  /** All of them, page by page. */
  void forEach(
      Actor actor,
      Optional<OnboardingStep> missing,
      java.util.function.Consumer<OnboardingProgress> consumer) {
    require(actor, isOffice(actor));
    UUID after = null;
    List<OnboardingProgress> rows;
    do {
      rows = rows(actor, missing, after, EXPORTED_AT_ONCE);
      for (OnboardingProgress row : rows) {
        consumer.accept(row);
        after = row.id();
      }
    } while (rows.size() == EXPORTED_AT_ONCE);
  }

  private List<OnboardingProgress> rows(
      Actor actor, Optional<OnboardingStep> missing, @Nullable UUID after, int most) {
    Scope scope = Scope.of(actor).missing(missing);
    return database
        .sql(
            "select * from onboarding_progress where "
                + scope.sql
                + (after == null
                    ? ""
                    : " and (sort_kana, id) > (select sort_kana, id from facility where id ="
                        + " :after)")
                + " order by sort_kana, id limit :most")
        .params(scope.parameters)
        .param("after", after, Types.OTHER)
        .param("most", most)
        .query(OnboardingProgress::of)
        .list();
  }

  /** How many would be reminded now: stuck, reachable, not reminded within a week. */
  long remindable(Actor actor, Optional<OnboardingStep> missing) {
    require(actor, mayRemind(actor));
    Scope scope = Scope.of(actor).missing(missing);
    return database
        .sql("select count(*) from onboarding_progress p where " + scope.sql + REMINDABLE)
        .params(scope.parameters)
        .param("before", before())
        .query(Long.class)
        .single();
  }

  private static final String REMINDABLE =
      """
       and mail is not null and issued
       and not (logged_in and password_changed and users_registered and users_logged_in
         and bank_account and representative)
       and not exists (select 1 from onboarding_reminder r
         where r.facility_alias = p.alias and r.sent_at > :before)
      """;

  /**
   * Reminds them by mail, each at most once a week, whoever else does the same at this moment.
   *
   * @return how many
   */
  @Transactional
  public int remind(Actor actor, Optional<OnboardingStep> missing) {
    require(actor, mayRemind(actor));
    Scope scope = Scope.of(actor).missing(missing);
    List<OnboardingProgress> stuck =
        database
            .sql(
                "select * from onboarding_progress p where "
                    + scope.sql
                    + REMINDABLE
                    + " order by sort_kana, id limit :most")
            .params(scope.parameters)
            .param("before", before())
            .param("most", MOST_REMINDED)
            .query(OnboardingProgress::of)
            .list();
    int sent = 0;
    for (OnboardingProgress facility : stuck) {
      String mail = facility.mail();
      if (mail != null && claim(actor, facility)) {
        send(actor, facility, mail);
        sent++;
      }
    }
    if (sent > 0) {
      audit.record(
          actor,
          new AuditEvent(
              "onboarding.remind",
              "onboarding",
              actor.organization().alias(),
              null,
              List.of(),
              Map.of(
                  "count", String.valueOf(sent),
                  "step", missing.map(OnboardingStep::code).orElse(""))));
    }
    return sent;
  }

  /** Two at once: the second finds the first one's row and sends nothing. */
  private boolean claim(Actor actor, OnboardingProgress facility) {
    return database
            .sql(
                """
                insert into onboarding_reminder (facility_alias, sent_at, sent_by)
                values (:alias, :now, :user)
                on conflict (facility_alias) do update
                set sent_at = excluded.sent_at, sent_by = excluded.sent_by
                where onboarding_reminder.sent_at <= :before
                """)
            .param("alias", facility.alias())
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .param("user", actor.userId())
            .param("before", before())
            .update()
        == 1;
  }

  private void send(Actor actor, OnboardingProgress facility, String mail) {
    String missing =
        OnboardingStep.all().stream()
            .filter(step -> !facility.isDone(step))
            .map(step -> texts.getMessage("onboarding.step." + step.code(), null, Locale.JAPANESE))
            .collect(Collectors.joining("、"));
    mails.send(
        actor,
        "onboarding-reminder/" + facility.alias() + "/" + clock.instant().getEpochSecond(),
        "onboarding-reminder",
        Locale.JAPANESE,
        mail,
        Map.of(
            "organization", facility.name(),
            "office", actor.organization().displayName(),
            "missing", missing));
  }

  private java.time.OffsetDateTime before() {
    Instant weekAgo = clock.instant().minus(BETWEEN_REMINDERS);
    return weekAgo.atOffset(ZoneOffset.UTC);
  }

  /** The facilities that an office sees. */
  private record Scope(String sql, Map<String, Object> parameters) {

    static Scope of(Actor actor) {
      return switch (actor.organization().type()) {
        case CENTRAL -> new Scope("true", new HashMap<>());
        case FEDERATION ->
            new Scope("prefecture = :scope", scope(actor.organization().prefecture()));
        case MUNICIPALITY ->
            new Scope("supervisor_alias = :scope", scope(actor.organization().alias()));
        case FACILITY, VENUE -> throw new AccessDeniedException("not an office");
      };
    }

    private static Map<String, Object> scope(String value) {
      Map<String, Object> parameters = new HashMap<>();
      parameters.put("scope", value);
      return parameters;
    }

    Scope missing(Optional<OnboardingStep> step) {
      return step.map(s -> new Scope(sql + " and not " + s.column(), parameters)).orElse(this);
    }
  }
}
