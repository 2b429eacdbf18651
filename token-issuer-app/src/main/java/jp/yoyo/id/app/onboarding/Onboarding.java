package jp.yoyo.id.app.onboarding;

import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
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
import jp.yoyo.id.app.facility.SearchPairs;
import jp.yoyo.id.app.format.TypedText;
import jp.yoyo.id.app.mail.Mails;
import jp.yoyo.id.app.web.KeyPage;
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

  /** As in the register: shorter numbers are parts of names. */
  private static final int SHORTEST_CODE = 4;

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

  /**
   * The steps of all facilities that the office sees, and the same by area: prefectures for the
   * central office, municipalities within one. One statement.
   */
  OnboardingProgress.RollUp rollUp(Actor actor, OnboardingSearch search) {
    require(actor, isOffice(actor));
    Scope scope = Scope.of(actor).within(search);
    boolean byPrefecture =
        actor.is(OrganizationType.CENTRAL)
            && search.prefecture().isEmpty()
            && search.municipality().isEmpty();
    String counts =
        OnboardingStep.all().stream()
            .map(step -> "count(*) filter (where " + step.column() + ") as " + step.column())
            .collect(Collectors.joining(", "));
    Map<OnboardingStep, Long> done = new EnumMap<>(OnboardingStep.class);
    List<OnboardingProgress.Area> areas = new ArrayList<>();
    database
        .sql(
            "select counted.*, coalesce(a.name, area) as name from (select %s as area, count(*) as facilities, "
                    .formatted(byPrefecture ? "prefecture" : "municipality_code")
                + counts
                + " from onboarding_progress where "
                + scope.sql
                + " group by 1) counted left join %s a on a.code = area order by area"
                    .formatted(byPrefecture ? "prefecture" : "municipality"))
        .params(scope.parameters)
        .query(
            row -> {
              long stepsDone = 0;
              for (OnboardingStep step : OnboardingStep.all()) {
                long number = row.getLong(step.column());
                stepsDone += number;
                done.merge(step, number, Long::sum);
              }
              long facilities = row.getLong("facilities");
              areas.add(
                  new OnboardingProgress.Area(
                      row.getString("area"),
                      row.getString("name"),
                      facilities,
                      stepsDone,
                      percent(stepsDone, facilities * OnboardingStep.all().size())));
            });
    long all = areas.stream().mapToLong(OnboardingProgress.Area::facilities).sum();
    List<OnboardingProgress.StepTotal> totals =
        OnboardingStep.all().stream()
            .map(
                step -> {
                  long number = done.getOrDefault(step, 0L);
                  return new OnboardingProgress.StepTotal(
                      step, number, all - number, percent(number, all));
                })
            .toList();
    return new OnboardingProgress.RollUp(all, totals, areas);
  }

  private static int percent(long part, long all) {
    return all == 0 ? 0 : (int) (part * PERCENT / all);
  }

  /** Facilities that match, by kana. Two statements. */
  KeyPage<OnboardingProgress> page(Actor actor, OnboardingSearch search) {
    require(actor, isOffice(actor));
    List<OnboardingProgress> rows = rows(actor, search, PAGE + 1);
    boolean more = rows.size() > PAGE;
    List<OnboardingProgress> shown = more ? rows.subList(0, PAGE) : rows;
    Scope scope = Scope.of(actor).matching(search);
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
        search.after() == null);
  }

  /** All of them, page by page. */
  void forEach(
      Actor actor,
      OnboardingSearch search,
      java.util.function.Consumer<OnboardingProgress> consumer) {
    require(actor, isOffice(actor));
    UUID after = null;
    List<OnboardingProgress> rows;
    do {
      rows = rows(actor, search.after(after), EXPORTED_AT_ONCE);
      for (OnboardingProgress row : rows) {
        consumer.accept(row);
        after = row.id();
      }
    } while (rows.size() == EXPORTED_AT_ONCE);
  }

  private List<OnboardingProgress> rows(Actor actor, OnboardingSearch search, int most) {
    Scope scope = Scope.of(actor).matching(search);
    String direction = search.descending() ? " desc" : "";
    return database
        .sql(
            "select * from onboarding_progress where "
                + scope.sql
                + (search.after() == null
                    ? ""
                    : " and (sort_kana, id) %s (select sort_kana, id from facility where id = :after)"
                        .formatted(search.descending() ? "<" : ">"))
                + " order by sort_kana%s, id%s limit :most".formatted(direction, direction))
        .params(scope.parameters)
        .param("after", search.after(), Types.OTHER)
        .param("most", most)
        .query(OnboardingProgress::of)
        .list();
  }

  /** How many would be reminded now: stuck, reachable, not reminded within a week. */
  long remindable(Actor actor, Optional<OnboardingStep> missing) {
    require(actor, mayRemind(actor));
    Scope scope = Scope.of(actor).missing(missing);
    return database
        .sql(
            "select count(*) from onboarding_progress p where "
                + scope.sql
                + remindable(missing.isPresent()))
        .params(scope.parameters)
        .param("before", before())
        .query(Long.class)
        .single();
  }

  /**
   * Stuck is who has not done the step that is asked for. Without one, who has not done one of the
   * first seven: facilities with and without a token exist side by side.
   */
  private static String remindable(boolean step) {
    return """
         and mail is not null and issued %s
         and not exists (select 1 from onboarding_reminder r
           where r.facility_alias = p.alias and r.sent_at > :before)
        """
        .formatted(
            step
                ? ""
                : """
                and not (logged_in and password_changed and users_registered and users_logged_in
                  and bank_account and representative)
                """);
  }

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
                    + remindable(missing.isPresent())
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
      return step.map(s -> and("not " + s.column())).orElse(this);
    }

    /** Of a prefecture or municipality. */
    Scope within(OnboardingSearch search) {
      Scope within = this;
      if (!search.prefecture().isEmpty()) {
        within = within.and("prefecture = :prefecture");
        parameters.put("prefecture", search.prefecture());
      }
      if (!search.municipality().isEmpty()) {
        within = within.and("municipality_code = :municipality");
        parameters.put("municipality", search.municipality());
      }
      return within;
    }

    Scope matching(OnboardingSearch search) {
      Scope matching = within(search).missing(search.missing());
      String digits = TypedText.digits(search.text());
      if (digits.length() >= SHORTEST_CODE && TypedText.isDigits(digits)) {
        parameters.put("code", digits + "%");
        return matching.and(
            "id in (select c.facility_id from facility_code c where c.code like :code)");
      }
      String wanted = SearchPairs.normalized(search.text());
      if (wanted.isEmpty()) {
        return matching;
      }
      parameters.put("pairs", SearchPairs.array(SearchPairs.covering(wanted)));
      parameters.put("text", "%" + SearchPairs.escaped(wanted) + "%");
      return matching.and("search_pairs @> :pairs::text[] and search_text like :text");
    }

    private Scope and(String condition) {
      return new Scope(sql + " and " + condition, parameters);
    }
  }
}
