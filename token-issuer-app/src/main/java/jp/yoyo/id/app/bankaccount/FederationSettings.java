package jp.yoyo.id.app.bankaccount;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.reference.BankCode;
import jp.yoyo.id.app.reference.BranchCode;
import jp.yoyo.id.app.web.ConflictException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What each federation has set. */
@Service
public class FederationSettings {

  private static final int DEFAULT_DAY = 20;
  private static final int DEFAULT_MONTHS_BEFORE = 1;

  private final JdbcClient database;
  private final AuditTrail audit;

  FederationSettings(JdbcClient database, AuditTrail audit) {
    this.database = database;
    this.audit = audit;
  }

  /** That of a prefecture's federation; the defaults where nothing was set. One statement. */
  public FederationSetting of(String prefecture) {
    return database
        .sql("select * from federation_setting where prefecture = :prefecture")
        .param("prefecture", prefecture)
        .query((row, number) -> setting(row))
        .optional()
        .orElseGet(
            () ->
                new FederationSetting(
                    prefecture, DEFAULT_DAY, DEFAULT_MONTHS_BEFORE, Optional.empty(), 0));
  }

  /** Sets what the acting federation's rules are. */
  @Transactional
  public void change(Actor actor, FederationSetting setting) {
    FederationBankAccounts.requireDecider(actor);
    FederationSetting before = of(actor.organization().prefecture());
    int changed =
        database
            .sql(
                """
                insert into federation_setting (prefecture, deadline_day, deadline_months_before,
                  payer_code, payer_name, payer_bank, payer_branch, payer_kind, payer_number,
                  version)
                values (:prefecture, :day, :months, :code, :name, :bank, :branch, :kind, :number, 1)
                on conflict (prefecture) do update set deadline_day = excluded.deadline_day,
                  deadline_months_before = excluded.deadline_months_before,
                  payer_code = excluded.payer_code, payer_name = excluded.payer_name,
                  payer_bank = excluded.payer_bank, payer_branch = excluded.payer_branch,
                  payer_kind = excluded.payer_kind, payer_number = excluded.payer_number,
                  version = federation_setting.version + 1
                where federation_setting.version = :version
                """)
            .param("prefecture", actor.organization().prefecture())
            .param("day", setting.deadlineDay())
            .param("months", setting.deadlineMonthsBefore())
            .param("code", payer(setting, p -> p.code()), Types.VARCHAR)
            .param("name", payer(setting, p -> p.account().holder().value()), Types.VARCHAR)
            .param("bank", payer(setting, p -> p.account().bank().value()), Types.VARCHAR)
            .param("branch", payer(setting, p -> p.account().branch().value()), Types.VARCHAR)
            .param("kind", payer(setting, p -> p.account().kindCode()), Types.VARCHAR)
            .param("number", payer(setting, p -> p.account().number().value()), Types.VARCHAR)
            .param("version", setting.version())
            .update();
    // Two officers at once on the first setting: the second has seen version 0, too.
    if (changed == 0 || (setting.version() != before.version())) {
      throw new ConflictException("federation setting of " + setting.prefecture());
    }
    List<AuditEvent.Change> changes = new ArrayList<>();
    changes.add(
        new AuditEvent.Change(
            "deadlineDay",
            String.valueOf(before.deadlineDay()),
            String.valueOf(setting.deadlineDay())));
    changes.add(
        new AuditEvent.Change(
            "deadlineMonthsBefore",
            String.valueOf(before.deadlineMonthsBefore()),
            String.valueOf(setting.deadlineMonthsBefore())));
    changes.add(
        new AuditEvent.Change(
            "payer",
            before.payer().map(p -> AccountChanges.text(p.account())).orElse(null),
            setting.payer().map(p -> AccountChanges.text(p.account())).orElse(null)));
    audit.record(
        actor,
        new AuditEvent(
            "federation-setting.update",
            "federation-setting",
            actor.organization().prefecture(),
            null,
            changes,
            Map.of()));
  }

  private static @org.jspecify.annotations.Nullable String payer(
      FederationSetting setting,
      java.util.function.Function<FederationSetting.Payer, String> part) {
    return setting.payer().map(part).orElse(null);
  }

  private static FederationSetting setting(ResultSet row) throws SQLException {
    String code = row.getString("payer_code");
    Optional<FederationSetting.Payer> payer =
        code == null
            ? Optional.empty()
            : Optional.of(
                new FederationSetting.Payer(
                    code,
                    new BankAccount(
                        new BankCode(row.getString("payer_bank")),
                        new BranchCode(row.getString("payer_branch")),
                        AccountKind.parse(row.getString("payer_kind")),
                        new BankAccountNumber(row.getString("payer_number")),
                        new AccountHolderKana(row.getString("payer_name")))));
    return new FederationSetting(
        row.getString("prefecture"),
        row.getInt("deadline_day"),
        row.getInt("deadline_months_before"),
        payer,
        row.getInt("version"));
  }
}
