package jp.yoyo.id.app.office;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.format.HalfWidthKana;
import jp.yoyo.id.app.issuance.AccountIssuance;
import jp.yoyo.id.app.issuance.Administrator;
import jp.yoyo.id.app.reference.Municipalities;
import jp.yoyo.id.app.web.ConflictException;
import jp.yoyo.id.app.web.NotFoundException;
import jp.yoyo.id.app.web.PageOf;
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
  private final Clock clock;

  OfficeRegister(
      JdbcClient database,
      Municipalities municipalities,
      AccountIssuance issuance,
      AuditTrail auditTrail,
      Clock clock) {
    this.database = database;
    this.municipalities = municipalities;
    this.issuance = issuance;
    this.auditTrail = auditTrail;
    this.clock = clock;
  }

  static boolean mayRegister(Actor actor) {
    return actor.is(OrganizationType.CENTRAL) && actor.may(Permission.SUPERVISE_ORGANIZATIONS);
  }

  private static void requireRegistering(Actor actor) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    actor.requireType(OrganizationType.CENTRAL);
  }

  /** What is registered, by code. Two statements. */
  PageOf<Office> search(Actor actor, String type, String prefecture, String text, int number) {
    requireRegistering(actor);
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("type", type);
    parameters.put("prefecture", prefecture);
    parameters.put("text", text.replace("\0", "").strip());
    String where =
        """
        where (:type = '' or o.type = :type) and (:prefecture = '' or o.prefecture = :prefecture)
          and (:text = '' or position(:text in o.name) > 0 or position(:text in o.code) = 1)
        """;
    List<Office> items =
        database
            .sql(
                """
                select o.*, i.id as issuance_id, i.state as issuance_state
                from office o left join account_issuance i on i.alias = o.alias
                """
                    + where
                    + " order by o.type, o.code limit :most offset :skip")
            .params(parameters)
            .param("most", PageOf.SIZE)
            .param("skip", PageOf.skip(number, PageOf.SIZE))
            .query(OfficeRegister::office)
            .list();
    long total =
        database
            .sql("select count(*) from office o " + where)
            .params(parameters)
            .query(Long.class)
            .single();
    return PageOf.of(items, total, number, PageOf.SIZE);
  }

  private static Office office(ResultSet row, int number) throws SQLException {
    return new Office(
        row.getString("alias"),
        OrganizationType.named(row.getString("type")).orElseThrow(),
        row.getString("code"),
        row.getString("name"),
        row.getString("prefecture"),
        row.getObject("issuance_id", UUID.class),
        row.getString("issuance_state"));
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
        municipalities.add(union.code(), union.name(), HalfWidthKana.half(union.kana().value()));
    if (!added) {
      throw new ConflictException(union.code() + " is registered");
    }
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
        .sql(
            """
            select o.*, i.id as issuance_id, i.state as issuance_state
            from office o left join account_issuance i on i.alias = o.alias where o.alias = :alias
            """)
        .param("alias", alias.toLowerCase(Locale.ROOT))
        .query(OfficeRegister::office)
        .optional()
        .orElseThrow(NotFoundException::new);
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
