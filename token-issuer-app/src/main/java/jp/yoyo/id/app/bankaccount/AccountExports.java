package jp.yoyo.id.app.bankaccount;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.files.CsvExport;
import jp.yoyo.id.app.reference.Bank;
import jp.yoyo.id.app.reference.Banks;
import jp.yoyo.id.app.reference.Branch;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The accounts of a federation's facilities as files, with full numbers. Each file is recorded in
 * the audit trail, with how many accounts it holds.
 */
@Service
public class AccountExports {

  private final AccountPeriods periods;
  private final FederationSettings settings;
  private final Banks banks;
  private final AuditTrail audit;
  private final MessageSource texts;

  AccountExports(
      AccountPeriods periods,
      FederationSettings settings,
      Banks banks,
      AuditTrail audit,
      MessageSource texts) {
    this.periods = periods;
    this.settings = settings;
    this.banks = banks;
    this.audit = audit;
    this.texts = texts;
  }

  /** The accounts that applied in some month from the first to the last. */
  @Transactional
  public void csv(Actor actor, YearMonth first, YearMonth last, OutputStream out)
      throws IOException {
    FederationBankAccounts.requireDecider(actor);
    List<String> heads =
        java.util.stream.Stream.of(
                "code",
                "facility",
                "bank-code",
                "bank",
                "branch-code",
                "branch",
                "kind",
                "number",
                "holder",
                "from",
                "until")
            .map(
                name ->
                    Objects.requireNonNull(
                        texts.getMessage("bankaccount.column." + name, null, actor.locale())))
            .toList();
    try (CsvExport csv = new CsvExport(out, heads)) {
      int count =
          periods.forEach(
              actor.organization().prefecture(),
              first,
              last,
              each -> {
                BankAccount account = each.period().account();
                csv.row(
                    Arrays.asList(
                        each.period().facilityCode(),
                        each.period().facilityName(),
                        account.bank().value(),
                        each.bankName(),
                        account.branch().value(),
                        each.branchName(),
                        account.kindCode(),
                        account.number().value(),
                        account.holder().value(),
                        each.period().from().toString(),
                        // The last month in which it applies, as people say it.
                        each.period()
                            .until()
                            .map(until -> until.minusMonths(1).toString())
                            .orElse("")));
              });
      record(actor, "csv", first, last, count);
    }
  }

  /**
   * The same in the banks' 120-byte form (全銀), each with the same amount; the facility's code is
   * the customer code.
   *
   * @throws RefusedApplicationException if the federation has not set whose account is debited
   */
  @Transactional
  public void transfers(
      Actor actor, YearMonth first, YearMonth last, LocalDate day, long amount, OutputStream out)
      throws IOException {
    FederationBankAccounts.requireDecider(actor);
    FederationSetting.Payer payer =
        settings
            .of(actor.organization().prefecture())
            .payer()
            .orElseThrow(() -> new RefusedApplicationException("", "bankaccount.error.no-payer"));
    BankAccount debited = payer.account();
    ZenginTransferFile file =
        new ZenginTransferFile(
            out,
            ZenginTransferFile.LineEnd.CRLF,
            new ZenginTransferFile.Payer(
                payer.code(),
                debited.holder(),
                debited.bank(),
                banks.bank(debited.bank()).map(Bank::kana).orElse(""),
                debited.branch(),
                banks.branch(debited.bank(), debited.branch()).map(Branch::kana).orElse(""),
                debited.kind(),
                debited.number()),
            day);
    int count =
        periods.forEach(
            actor.organization().prefecture(),
            first,
            last,
            each -> add(file, each, first, last, amount));
    file.finish();
    record(actor, "zengin", first, last, count);
  }

  private static void add(
      ZenginTransferFile file,
      AccountPeriods.Exported each,
      YearMonth first,
      YearMonth last,
      long amount) {
    BankAccount account = each.period().account();
    YearMonth from = each.period().from();
    try {
      file.add(
          new ZenginTransferFile.Transfer(
              account.bank(),
              each.bankKana(),
              account.branch(),
              each.branchKana(),
              account.kind(),
              account.number(),
              account.holder(),
              amount,
              each.period().facilityCode(),
              "",
              !from.isBefore(first) && !from.isAfter(last)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void record(Actor actor, String form, YearMonth first, YearMonth last, int count) {
    audit.record(
        actor,
        new AuditEvent(
            "bank-account.export",
            "bank-account",
            actor.organization().prefecture(),
            null,
            List.of(),
            Map.of(
                "form", form,
                "from", first.toString(),
                "to", last.toString(),
                "count", String.valueOf(count))));
  }
}
