package jp.yoyo.id.app.facilitytoken;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.facility.MailAddress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where offices want to be told that something is wrong (通知先). */
@Service
public class TokenOffices {

  private final JdbcClient database;
  private final AuditTrail audit;

  TokenOffices(JdbcClient database, AuditTrail audit) {
    this.database = database;
    this.audit = audit;
  }

  Optional<String> own(Actor actor) {
    TokenPermissions.requireReviewer(actor);
    return mail(actor.organization().alias());
  }

  private Optional<String> mail(String alias) {
    return database
        .sql("select mail from facility_token_office where organization_alias = :alias")
        .param("alias", alias)
        .query(String.class)
        .optional();
  }

  /** Of the municipality, and of the central office. */
  List<String> mails(String municipality) {
    return database
        .sql(
            """
            select mail from facility_token_office
            where central or organization_alias = :alias order by central, mail
            """)
        .param("alias", municipality)
        .query(String.class)
        .list();
  }

  @Transactional
  public void change(Actor actor, MailAddress mail) {
    TokenPermissions.requireReviewer(actor);
    String alias = actor.organization().alias();
    String before = mail(alias).orElse(null);
    database
        .sql(
            """
            insert into facility_token_office (organization_alias, central, mail)
            values (:alias, :central, :mail)
            on conflict (organization_alias) do update set mail = excluded.mail
            """)
        .param("alias", alias)
        .param("central", actor.is(OrganizationType.CENTRAL))
        .param("mail", mail.value())
        .update();
    audit.record(
        actor,
        new AuditEvent(
            "facility-token-office.change",
            "facility-token-office",
            alias,
            null,
            List.of(new AuditEvent.Change("mail", before, mail.value())),
            Map.of()));
  }
}
