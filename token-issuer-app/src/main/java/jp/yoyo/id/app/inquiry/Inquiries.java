package jp.yoyo.id.app.inquiry;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.outbox.Outbox;
import jp.yoyo.id.app.web.NotFoundException;
import jp.yoyo.id.app.web.PageOf;
import jp.yoyo.id.app.web.ReferenceNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What users ask the help desk, and what it answers. */
@Service
public class Inquiries {

  static final String OBJECT_TYPE = "inquiry";

  private static final Logger LOG = LoggerFactory.getLogger(Inquiries.class);
  private static final int EXPORTED_AT_ONCE = 1_000;
  private static final int DELETED_AT_ONCE = 1_000;

  private final JdbcClient database;
  private final Outbox outbox;
  private final AuditTrail audit;
  private final InquirySettings settings;
  private final Clock clock;

  Inquiries(
      JdbcClient database, Outbox outbox, AuditTrail audit, InquirySettings settings, Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /** Whether the actor answers inquiries: the central office's help desk and administrators. */
  static boolean mayAnswer(Actor actor) {
    return actor.is(OrganizationType.CENTRAL) && actor.may(Permission.ASSIST_USERS);
  }

  static void requireMayAnswer(Actor actor) {
    actor.require(Permission.ASSIST_USERS);
    actor.requireType(OrganizationType.CENTRAL);
  }

  /**
   * Asks the help desk, and sends the receipt. Whoever can act may ask. The same inquiry again is
   * the one that there is.
   *
   * @throws TooManyInquiriesException if the user has asked too often within 24 hours
   */
  @Transactional
  public Inquiry ask(Actor actor, NewInquiry wanted) {
    // One at a time for each user, so that two forms at once are counted, too.
    database
        .sql("select pg_advisory_xact_lock(hashtextextended(:user, 90))")
        .param("user", actor.userId())
        .query((row, number) -> 0)
        .list();
    Optional<Inquiry> known = find(wanted.id());
    if (known.isPresent()) {
      return known.filter(inquiry -> isOwn(actor, inquiry)).orElseThrow(NotFoundException::new);
    }
    requireNotTooMany(actor);
    OffsetDateTime now = now();
    String referenceNumber = "Q" + ReferenceNumber.next();
    database
        .sql(
            """
            insert into inquiry (id, reference_number, organization_alias, organization_name,
              organization_type, asker_id, asker_user_name, asker_name, language, category,
              error_number, state, version, created_at, changed_at)
            values (:id, :referenceNumber, :alias, :organization, :type, :user, :userName, :name,
              :language, :category, :errorNumber, 'received', 1, :now, :now)
            """)
        .param("id", wanted.id())
        .param("referenceNumber", referenceNumber)
        .param("alias", actor.organization().alias())
        .param("organization", actor.organization().displayName())
        .param("type", actor.organization().type().catalogueName())
        .param("user", actor.userId())
        .param("userName", actor.userName())
        .param("name", actor.displayName())
        .param("language", actor.locale().getLanguage().equals("en") ? "en" : "ja")
        .param("category", wanted.category().code())
        .param("errorNumber", wanted.errorNumber())
        .param("now", now)
        .update();
    long message = write(actor, wanted.id(), false, wanted.text(), now);
    Inquiry inquiry = find(wanted.id()).orElseThrow();
    record(actor, inquiry, "ask", null, InquiryState.RECEIVED);
    mail(actor, inquiry, InquiryMail.RECEIPT, message);
    return inquiry;
  }

  private void requireNotTooMany(Actor actor) {
    long asked =
        database
            .sql("select count(*) from inquiry where asker_id = :user and created_at > :since")
            .param("user", actor.userId())
            .param("since", now().minus(Duration.ofDays(1)))
            .query(Long.class)
            .single();
    if (asked >= settings.mostPerDay()) {
      throw new TooManyInquiriesException(settings.mostPerDay());
    }
  }

  private static boolean isOwn(Actor actor, Inquiry inquiry) {
    return inquiry.askerId().equals(actor.userId())
        && inquiry.organizationAlias().equals(actor.organization().alias());
  }

  /** One of the actor's own inquiries; anybody else's does not exist. */
  Inquiry own(Actor actor, UUID id) {
    return find(id).filter(inquiry -> isOwn(actor, inquiry)).orElseThrow(NotFoundException::new);
  }

  /** The actor's own inquiries for the organisation that the actor acts for, newest first. */
  PageOf<Inquiry> own(Actor actor, int number) {
    String where = "asker_id = :user and organization_alias = :alias";
    Map<String, Object> parameters =
        Map.of("user", actor.userId(), "alias", actor.organization().alias());
    return PageOf.of(
        database
            .sql(
                "select * from inquiry i where "
                    + where
                    + " order by created_at desc, id desc limit :most offset :skip")
            .params(parameters)
            .param("most", PageOf.SIZE)
            .param("skip", PageOf.skip(number, PageOf.SIZE))
            .query(Inquiry::of)
            .list(),
        database
            .sql("select count(*) from inquiry i where " + where)
            .params(parameters)
            .query(Long.class)
            .single(),
        number,
        PageOf.SIZE);
  }

  /** Anybody's inquiry, for the help desk. */
  Inquiry answerable(Actor actor, UUID id) {
    requireMayAnswer(actor);
    return find(id).orElseThrow(NotFoundException::new);
  }

  /** What was written in an inquiry that the caller has found; the question first. */
  List<Inquiry.Message> messages(Inquiry inquiry) {
    return database
        .sql("select * from inquiry_message where inquiry_id = :id order by id")
        .param("id", inquiry.id())
        .query(Inquiry.Message::of)
        .list();
  }

  /**
   * Gives a command of the asker.
   *
   * @param text "" where none is needed
   * @throws StaleInquiryException if it can no longer be given
   */
  @Transactional
  public Inquiry command(
      Actor actor, UUID id, int version, InquiryState.Command command, String text) {
    Inquiry inquiry =
        command.party() == InquiryState.Party.HELP_DESK ? answerable(actor, id) : own(actor, id);
    if (command.textRequired() == text.isEmpty()) {
      throw new IllegalArgumentException(command + " with the text " + !text.isEmpty());
    }
    InquiryState next =
        inquiry
            .state()
            .after(command)
            .filter(state -> inquiry.version() == version)
            .orElseThrow(() -> new StaleInquiryException(id));
    OffsetDateTime now = now();
    boolean byHelpDesk = command.party() == InquiryState.Party.HELP_DESK;
    int changed =
        database
            .sql(
                """
                update inquiry set state = :next, version = version + 1, changed_at = :now,
                  taken_by = case when :byHelpDesk then :userName else taken_by end
                where id = :id and version = :version and state = :state
                """)
            .param("next", next.column())
            .param("now", now)
            .param("byHelpDesk", byHelpDesk)
            .param("userName", actor.userName())
            .param("id", id)
            .param("version", version)
            .param("state", inquiry.state().column())
            .update();
    if (changed == 0) {
      throw new StaleInquiryException(id);
    }
    if (command.textRequired()) {
      long message = write(actor, id, byHelpDesk, text, now);
      if (byHelpDesk) {
        mail(actor, inquiry, InquiryMail.ANSWER, message);
      }
    }
    record(actor, inquiry, command.code(), inquiry.state(), next);
    return find(id).orElseThrow();
  }

  private long write(
      Actor actor, UUID inquiry, boolean byHelpDesk, String text, OffsetDateTime now) {
    return database
        .sql(
            """
            insert into inquiry_message (inquiry_id, by_help_desk, author_id, author_user_name,
              author_name, text, written_at)
            values (:inquiry, :byHelpDesk, :author, :userName, :name, :text, :now)
            returning id
            """)
        .param("inquiry", inquiry)
        .param("byHelpDesk", byHelpDesk)
        .param("author", actor.userId())
        .param("userName", actor.userName())
        .param("name", actor.displayName())
        .param("text", text)
        .param("now", now)
        .query(Long.class)
        .single();
  }

  /** The text is not recorded: it may say anything, and ends with the inquiry. */
  private void record(
      Actor actor,
      Inquiry inquiry,
      String action,
      @org.jspecify.annotations.Nullable InquiryState from,
      InquiryState to) {
    audit.record(
        actor,
        new AuditEvent(
            "inquiry." + action,
            OBJECT_TYPE,
            inquiry.id().toString(),
            inquiry.organizationAlias(),
            List.of(
                new AuditEvent.Change("state", from == null ? null : from.column(), to.column())),
            Map.of("referenceNumber", inquiry.referenceNumber())));
  }

  private void mail(Actor actor, Inquiry inquiry, String what, long message) {
    outbox.add(
        actor,
        InquiryMail.KIND,
        inquiry.id() + "/" + message,
        inquiry.referenceNumber(),
        new InquiryMail.Payload(
            inquiry.id().toString(), message, what, actor.organization().alias()));
  }

  Optional<Inquiry> find(UUID id) {
    return database
        .sql("select * from inquiry where id = :id")
        .param("id", id)
        .query(Inquiry::of)
        .optional();
  }

  /** A page of everybody's inquiries, for the help desk. Two statements. */
  PageOf<Inquiry> search(Actor actor, InquirySearch search, int number) {
    requireMayAnswer(actor);
    Condition condition = Condition.of(search);
    return PageOf.of(
        database
            .sql(
                "select i.* from inquiry i where "
                    + condition.sql
                    + " order by "
                    + search.order().columns()
                    + " limit :most offset :skip")
            .params(condition.parameters)
            .param("most", PageOf.SIZE)
            .param("skip", PageOf.skip(number, PageOf.SIZE))
            .query(Inquiry::of)
            .list(),
        database
            .sql("select count(*) from inquiry i where " + condition.sql)
            .params(condition.parameters)
            .query(Long.class)
            .single(),
        number,
        PageOf.SIZE);
  }

  /** How many there are in each state, for the help desk. One statement. */
  Map<InquiryState, Long> totals(Actor actor) {
    requireMayAnswer(actor);
    Map<InquiryState, Long> totals = new EnumMap<>(InquiryState.class);
    InquiryState.all().forEach(state -> totals.put(state, 0L));
    database
        .sql("select state, count(*) as number from inquiry group by state")
        .query(
            (row, number) ->
                totals.put(InquiryState.of(row.getString("state")), row.getLong("number")))
        .list();
    return totals;
  }

  /** All that match, newest first, for the help desk. */
  void forEach(Actor actor, InquirySearch search, Consumer<Inquiry> consumer) {
    requireMayAnswer(actor);
    Condition condition = Condition.of(search);
    Inquiry last = null;
    List<Inquiry> rows;
    do {
      JdbcClient.StatementSpec statement =
          database
              .sql(
                  "select i.* from inquiry i where "
                      + condition.sql
                      + (last == null ? "" : " and (i.created_at, i.id) < (:createdAt, :id)")
                      + " order by i.created_at desc, i.id desc limit :most")
              .params(condition.parameters)
              .param("most", EXPORTED_AT_ONCE);
      if (last != null) {
        statement =
            statement
                .param("createdAt", last.createdAt().atOffset(ZoneOffset.UTC))
                .param("id", last.id());
      }
      rows = statement.query(Inquiry::of).list();
      for (Inquiry row : rows) {
        consumer.accept(row);
        last = row;
      }
    } while (rows.size() == EXPORTED_AT_ONCE);
  }

  private record Condition(String sql, Map<String, Object> parameters) {

    static Condition of(InquirySearch search) {
      List<String> all = new ArrayList<>(List.of("true"));
      Map<String, Object> parameters = new HashMap<>();
      search
          .state()
          .ifPresent(
              state -> {
                all.add("i.state = :state");
                parameters.put("state", state.column());
              });
      search
          .category()
          .ifPresent(
              category -> {
                all.add("i.category = :category");
                parameters.put("category", category.code());
              });
      if (!search.text().isEmpty()) {
        all.add(
            """
            (i.reference_number = :number or i.error_number = :number
              or lower(i.asker_user_name) = :text
              or position(:text in lower(i.organization_name)) > 0
              or position(:text in lower(i.asker_name)) > 0
              or i.organization_alias = :text)
            """);
        parameters.put("number", search.text().toUpperCase(Locale.ROOT));
        parameters.put("text", search.text().toLowerCase(Locale.ROOT));
      }
      return new Condition(String.join(" and ", all), parameters);
    }
  }

  /** Each night: closed ones that are older than they have to be kept. Returns how many. */
  @Scheduled(cron = "0 30 3 * * *", zone = "Asia/Tokyo")
  long retire() {
    OffsetDateTime before =
        ZonedDateTime.now(clock)
            .minus(settings.retention())
            .toOffsetDateTime()
            .withOffsetSameInstant(ZoneOffset.UTC);
    long total = 0;
    int retired;
    do {
      retired =
          database
              .sql(
                  """
                  delete from inquiry where id in (
                    select id from inquiry where state = 'closed' and changed_at < :before
                    limit :most)
                  """)
              .param("before", before)
              .param("most", DELETED_AT_ONCE)
              .update();
      total += retired;
    } while (retired == DELETED_AT_ONCE);
    if (total > 0) {
      LOG.info("{} inquiries closed before {} deleted", total, before);
    }
    return total;
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
