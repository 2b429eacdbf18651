package jp.yoyo.id.app.bankaccount;

import java.time.YearMonth;
import java.util.List;
import jp.yoyo.id.app.audit.AuditEvent;
import org.jspecify.annotations.Nullable;

/** What is different between two states of an application, as the audit trail has it: masked. */
final class AccountChanges {

  private AccountChanges() {}

  static List<AuditEvent.Change> between(
      @Nullable BankAccountApplication before, ApplicationValues after) {
    BankAccount from = before == null ? null : before.account();
    BankAccount to = after.account();
    YearMonth month = before == null ? null : before.appliesFrom();
    return List.of(
        change("bank", from == null ? null : from.bank().value(), to.bank().value()),
        change("branch", from == null ? null : from.branch().value(), to.branch().value()),
        change("kind", from == null ? null : from.kindCode(), to.kindCode()),
        number(from == null ? null : from.number(), to.number()),
        change("holder", from == null ? null : from.holder().value(), to.holder().value()),
        change(
            "appliesFrom",
            month == null ? null : month.toString(),
            after.appliesFrom().toString()));
  }

  private static AuditEvent.Change change(String field, @Nullable String from, String to) {
    return new AuditEvent.Change(field, from, to);
  }

  /** Two numbers may look the same masked: that they differ must not be lost. */
  private static AuditEvent.Change number(@Nullable BankAccountNumber from, BankAccountNumber to) {
    if (from == null || from.equals(to) || !from.masked().equals(to.masked())) {
      return change("number", from == null ? null : from.masked(), to.masked());
    }
    return change("number", from.masked(), to.masked() + " *");
  }

  /** The whole account in one line, masked. */
  static String text(BankAccount account) {
    return "%s-%s %s %s %s"
        .formatted(
            account.bank().value(),
            account.branch().value(),
            account.kindCode(),
            account.number().masked(),
            account.holder().value());
  }
}
