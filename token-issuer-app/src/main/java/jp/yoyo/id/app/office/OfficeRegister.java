package jp.yoyo.id.app.office;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditEvent.Change;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.facility.KatakanaName;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.format.HalfWidthKana;
import jp.yoyo.id.app.issuance.AccountIssuance;
import jp.yoyo.id.app.issuance.Administrator;
import jp.yoyo.id.app.outbox.Outbox;
import jp.yoyo.id.app.reference.Municipalities;
import jp.yoyo.id.app.reference.MunicipalityCode;
import jp.yoyo.id.app.web.ConflictException;
import jp.yoyo.id.app.web.NotFoundException;
import jp.yoyo.id.app.web.PageOf;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The offices that the central office has registered, and their first administrators. */
@Service
public class OfficeRegister {

  /** What of the reference data could be registered and is not. */
  private static final Map<OrganizationType, String> UNREGISTERED =
      Map.of(
          OrganizationType.FEDERATION,
          """
          select 'r-' || p.code as alias, 'federation' as type, p.code,
            p.name || '国民健康保険団体連合会' as name, p.code as prefecture
          from prefecture p
          where (:prefecture = '' or p.code = :prefecture)
            and not exists (select 1 from office o where o.type = 'federation' and o.code = p.code)
          """,
          OrganizationType.MUNICIPALITY,
          """
          select 'm-' || m.code as alias, 'municipality' as type, m.code, m.name, m.prefecture
          from municipality m
          where (:prefecture = '' or m.prefecture = :prefecture) and m.ended_on is null
            and not exists (select 1 from office o where o.type = 'municipality' and o.code = m.code)
          """);

  private final JdbcClient database;
  private final Municipalities municipalities;
  private final AccountIssuance issuance;
  private final AuditTrail auditTrail;
  private final Outbox outbox;
  private final Clock clock;

  OfficeRegister(
      JdbcClient database,
      Municipalities municipalities,
      AccountIssuance issuance,
      AuditTrail auditTrail,
      Outbox outbox,
      Clock clock) {
    this.database = database;
    this.municipalities = municipalities;
    this.issuance = issuance;
    this.auditTrail = auditTrail;
    this.outbox = outbox;
    this.clock = clock;
  }

  static boolean mayRegister(Actor actor) {
    return actor.is(OrganizationType.CENTRAL) && actor.may(Permission.SUPERVISE_ORGANIZATIONS);
  }

  private static void requireRegistering(Actor actor) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    actor.requireType(OrganizationType.CENTRAL);
  }

  /** What to look for; "" looks for all. */
  record Search(String type, String prefecture, String text, String sort) {

    Search {
      text = text.replace("\0", "").strip();
    }

    Map<String, Object> parameters() {
      return Map.of("type", type, "prefecture", prefecture, "text", text);
    }
  }

  private static final String OFFICE =
      """
      select o.*, m.kana, m.ended_on, i.id as issuance_id, i.state as issuance_state
      from office o left join account_issuance i on i.alias = o.alias
      left join municipality m on o.type = 'municipality' and m.code = o.code
      """;

  private static final String WHERE =
      """
      where (:type = '' or o.type = :type) and (:prefecture = '' or o.prefecture = :prefecture)
        and (:text = '' or position(:text in o.name) > 0 or position(:text in o.code) = 1)
      """;

  private static String order(String sort) {
    return " order by "
        + switch (sort) {
          case "-code" -> "o.type, o.code desc";
          case "name" -> "o.name, o.code";
          case "-name" -> "o.name desc, o.code desc";
          case "state" -> "i.state nulls first, o.type, o.code";
          case "-state" -> "i.state desc nulls last, o.type, o.code";
          default -> "o.type, o.code";
        };
  }

  /** What is registered. Two statements. */
  PageOf<Office> search(Actor actor, Search search, int number) {
    requireRegistering(actor);
    List<Office> items =
        database
            .sql(OFFICE + WHERE + order(search.sort()) + " limit :most offset :skip")
            .params(search.parameters())
            .param("most", PageOf.SIZE)
            .param("skip", PageOf.skip(number, PageOf.SIZE))
            .query(OfficeRegister::office)
            .list();
    long total =
        database
            .sql("select count(*) from office o " + WHERE)
            .params(search.parameters())
            .query(Long.class)
            .single();
    return PageOf.of(items, total, number, PageOf.SIZE);
  }

  /** All that match: some two thousand at most. */
  List<Office> all(Actor actor, Search search) {
    requireRegistering(actor);
    return database
        .sql(OFFICE + WHERE + order(search.sort()))
        .params(search.parameters())
        .query(OfficeRegister::office)
        .list();
  }

  private static Office office(ResultSet row, int number) throws SQLException {
    return new Office(
        row.getString("alias"),
        OrganizationType.named(row.getString("type")).orElseThrow(),
        row.getString("code"),
        row.getString("name"),
        row.getString("prefecture"),
        fullWidth(row.getString("kana")),
        Optional.ofNullable(row.getObject("ended_on", LocalDate.class)),
        row.getInt("version"),
        row.getObject("issuance_id", UUID.class),
        row.getString("issuance_state"));
  }

  private static String fullWidth(@Nullable String halfWidth) {
    if (halfWidth == null) {
      return "";
    }
    try {
      return KatakanaName.parse(halfWidth.replace('-', 'ー')).value();
    } catch (FormatException e) {
      return halfWidth; // packaged data may know signs that nobody may type
    }
  }

  /** How many of the packaged ones are not registered yet. */
  long countUnregistered(Actor actor, OrganizationType type, String prefecture) {
    requireRegistering(actor);
    return database
        .sql("select count(*) from (" + packaged(type) + ") unregistered")
        .param("prefecture", prefecture)
        .query(Long.class)
        .single();
  }

  private static String packaged(OrganizationType type) {
    String sql = UNREGISTERED.get(type);
    if (sql == null) {
      throw new NotFoundException();
    }
    return sql;
  }

  /**
   * Registers all of a type that are not registered yet. The same again registers nothing.
   *
   * @param prefecture of this one, or "" for all
   * @return how many
   */
  @Transactional
  int register(Actor actor, OrganizationType type, String prefecture) {
    requireRegistering(actor);
    int registered =
        database
            .sql(
                "insert into office (alias, type, code, name, prefecture, registered_at)"
                    + " select alias, type, code, name, prefecture, :now from ("
                    + packaged(type)
                    + ") unregistered on conflict do nothing")
            .param("prefecture", prefecture)
            .param("now", now())
            .update();
    record(
        actor,
        type.catalogueName(),
        Map.of("prefecture", prefecture, "number", Integer.toString(registered)));
    return registered;
  }

  private void record(Actor actor, String object, Map<String, String> details) {
    auditTrail.record(
        actor, new AuditEvent("office.register", "office", object, null, List.of(), details));
  }

  /**
   * Registers a municipality that no packaged data has.
   *
   * @throws ConflictException if there is one with that code
   */
  @Transactional
  String register(Actor actor, UnionForm.Union union) {
    requireRegistering(actor);
    boolean added =
        municipalities.add(union.code(), union.name(), HalfWidthKana.of(union.kana().value()));
    if (!added) {
      throw new ConflictException(union.code() + " is registered");
    }
    return registerAlone(actor, union);
  }

  /**
   * Registers a municipality that the reference data has, alone and with what is known of it now.
   *
   * @throws ConflictException if there is an office with that code
   */
  @Transactional
  String registerKnown(Actor actor, UnionForm.Union union) {
    requireRegistering(actor);
    try {
      return registerAlone(actor, union);
    } catch (DuplicateKeyException e) {
      throw new ConflictException(union.code() + " is registered");
    }
  }

  private String registerAlone(Actor actor, UnionForm.Union union) {
    String alias = "m-" + union.code().value();
    database
        .sql(
            """
            insert into office (alias, type, code, name, prefecture, registered_at)
            values (:alias, 'municipality', :code, :name, :prefecture, :now)
            """)
        .param("alias", alias)
        .param("code", union.code().value())
        .param("name", union.name())
        .param("prefecture", union.code().prefecture())
        .param("now", now())
        .update();
    record(actor, alias, Map.of("name", union.name()));
    return alias;
  }

  /**
   * An office.
   *
   * @throws NotFoundException if none is registered with that alias
   */
  Office require(Actor actor, String alias) {
    requireRegistering(actor);
    return database
        .sql(OFFICE + " where o.alias = :alias")
        .param("alias", alias.toLowerCase(Locale.ROOT))
        .query(OfficeRegister::office)
        .optional()
        .orElseThrow(NotFoundException::new);
  }

  /**
   * Changes an office.
   *
   * @throws ConflictException if it no longer has that version
   */
  @Transactional
  void change(Actor actor, String alias, int version, OfficeChange change) {
    Office before = require(actor, alias);
    if (before.version() != version || !update(before, change)) {
      throw new ConflictException(alias + " was changed meanwhile");
    }
    auditTrail.record(
        actor,
        new AuditEvent("office.change", "office", alias, null, changes(before, change), Map.of()));
    if (before.issuanceId() != null && !before.name().equals(change.name())) {
      outbox.add(
          actor,
          OfficeData.KIND,
          alias + ":" + (version + 1),
          change.name(),
          new OfficeData.Payload(alias, actor.userId()));
    }
  }

  private boolean update(Office office, OfficeChange change) {
    int updated =
        database
            .sql(
                """
                update office set name = :name, version = version + 1
                where alias = :alias and version = :version
                """)
            .param("name", change.name())
            .param("alias", office.alias())
            .param("version", office.version())
            .update();
    if (updated == 0 || change.kana() == null) {
      return updated == 1;
    }
    MunicipalityCode code = new MunicipalityCode(office.code());
    String kana = HalfWidthKana.of(change.kana().value());
    return municipalities
        .municipality(code)
        .map(
            known ->
                municipalities.change(code, known.version(), change.name(), kana, change.endedOn()))
        .orElse(false);
  }

  private static List<Change> changes(Office before, OfficeChange after) {
    List<Change> changes = new ArrayList<>();
    add(changes, "name", before.name(), after.name());
    if (after.kana() != null) {
      add(changes, "kana", before.kana(), after.kana().value());
      add(
          changes,
          "endedOn",
          before.endedOn().map(LocalDate::toString).orElse(null),
          after.endedOn().map(LocalDate::toString).orElse(null));
    }
    return changes;
  }

  private static void add(
      List<Change> changes, String field, @Nullable String from, @Nullable String to) {
    if (!Objects.equals(from, to)) {
      changes.add(new Change(field, from, to));
    }
  }

  /** The municipality with that code, if it is registered. One statement. */
  Optional<Office> municipality(Actor actor, MunicipalityCode code) {
    requireRegistering(actor);
    return database
        .sql(OFFICE + " where o.type = 'municipality' and o.code = :code")
        .param("code", code.value())
        .query(OfficeRegister::office)
        .optional();
  }

  /** Issues the account of an office's first administrator. */
  @Transactional
  UUID issue(Actor actor, String alias, Administrator administrator) {
    Office office = require(actor, alias);
    return issuance.issueOffice(
        actor,
        office.type(),
        office.alias(),
        office.code(),
        office.name(),
        office.prefecture(),
        administrator);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
