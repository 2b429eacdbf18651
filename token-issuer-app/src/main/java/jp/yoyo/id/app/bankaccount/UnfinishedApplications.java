package jp.yoyo.id.app.bankaccount;

import java.sql.Array;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditTrail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * 下書き保存: what somebody has typed of an application and wants to go on with later, with whatever is
 * missing or wrong. It is the facility's, not the person's: a colleague may finish it.
 */
@Service
public class UnfinishedApplications {

  /** The place of what is to become a new application. */
  static final String NEW = "new";

  /** Longer than any field can rightly be. */
  private static final int LONGEST = 200;

  /** As typed. */
  public record Typed(
      String bank,
      String branch,
      String kind,
      String number,
      String holder,
      boolean holderDiffers,
      String appliesFrom) {

    static Typed of(BankAccountForm form) {
      return new Typed(
          shortened(form.getBank()),
          shortened(form.getBranch()),
          shortened(form.getKind()),
          shortened(form.getNumber()),
          shortened(form.getHolder()),
          form.isHolderDiffers(),
          shortened(form.getAppliesFrom()));
    }

    private static String shortened(String text) {
      String plain = text.replace("\0", "");
      return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }

    void fill(BankAccountForm form) {
      form.setBank(bank);
      form.setBranch(branch);
      form.setKind(kind);
      form.setNumber(number);
      form.setHolder(holder);
      form.setHolderDiffers(holderDiffers);
      form.setAppliesFrom(appliesFrom);
    }
  }

  /** What was saved. */
  public record Kept(Typed typed, String savedByName, Instant savedAt) {}

  private final JdbcClient database;
  private final AuditTrail audit;
  private final JsonMapper json;
  private final Clock clock;

  UnfinishedApplications(JdbcClient database, AuditTrail audit, JsonMapper json, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /** Saves what was typed in place of what was saved before. */
  @Transactional
  public void keep(Actor actor, String slot, BankAccountForm form) {
    FacilityBankAccounts.requireApplicant(actor);
    database
        .sql(
            """
            insert into bank_account_unfinished (facility_alias, slot, typed, editors,
              saved_by_name, saved_at)
            values (:alias, :slot, :typed::jsonb, array[:user]::text[], :name, :now)
            on conflict (facility_alias, slot) do update set typed = excluded.typed,
              editors = array(select distinct unnest(
                bank_account_unfinished.editors || excluded.editors)),
              saved_by_name = excluded.saved_by_name, saved_at = excluded.saved_at
            """)
        .param("alias", actor.organization().alias())
        .param("slot", slot)
        .param("typed", json.writeValueAsString(Typed.of(form)))
        .param("user", actor.userId())
        .param("name", actor.displayName())
        .param("now", Applications.utc(clock.instant()))
        .update();
    audit.record(
        actor,
        new AuditEvent(
            "bank-account-application.keep",
            "bank-account-application",
            slot,
            actor.organization().alias(),
            List.of(),
            Map.of()));
  }

  Optional<Kept> find(Actor actor, String slot) {
    FacilityBankAccounts.requireApplicant(actor);
    return database
        .sql(
            """
            select typed, saved_by_name, saved_at from bank_account_unfinished
            where facility_alias = :alias and slot = :slot
            """)
        .param("alias", actor.organization().alias())
        .param("slot", slot)
        .query(
            (row, number) ->
                new Kept(
                    json.readValue(row.getString("typed"), Typed.class),
                    row.getString("saved_by_name"),
                    row.getObject("saved_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  /** Forgets it. */
  @Transactional
  public void discard(Actor actor, String slot) {
    FacilityBankAccounts.requireApplicant(actor);
    database
        .sql("delete from bank_account_unfinished where facility_alias = :alias and slot = :slot")
        .param("alias", actor.organization().alias())
        .param("slot", slot)
        .update();
  }

  /** It has become this application: whoever had a hand in it does not decide about that. */
  @Transactional
  public void finished(Actor actor, String slot, UUID application) {
    FacilityBankAccounts.requireApplicant(actor);
    List<String> editors =
        database
            .sql(
                """
                delete from bank_account_unfinished where facility_alias = :alias and slot = :slot
                returning editors
                """)
            .param("alias", actor.organization().alias())
            .param("slot", slot)
            .query(
                (row, number) -> {
                  Array array = row.getArray("editors");
                  return List.of((String[]) array.getArray());
                })
            .optional()
            .orElse(List.of());
    for (String editor : editors) {
      database
          .sql(
              """
              insert into bank_account_application_editor (application_id, user_id)
              values (:id, :user) on conflict do nothing
              """)
          .param("id", application)
          .param("user", editor)
          .update();
    }
  }
}
