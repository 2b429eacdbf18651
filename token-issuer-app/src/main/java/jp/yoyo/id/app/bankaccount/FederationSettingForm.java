package jp.yoyo.id.app.bankaccount;

import java.util.Optional;
import jp.yoyo.id.app.format.TypedText;
import jp.yoyo.id.app.reference.BankCode;
import jp.yoyo.id.app.reference.BranchCode;
import org.springframework.validation.BindingResult;

/** What is typed on a federation's page of settings. */
public class FederationSettingForm {

  private static final int LAST_DAY = 31;
  private static final int MOST_MONTHS = 3;

  private int deadlineDay = 20;
  private int deadlineMonthsBefore = 1;
  private String payerCode = "";
  private String payerName = "";
  private String payerBank = "";
  private String payerBranch = "";
  private String payerKind = "1";
  private String payerNumber = "";
  private int version;

  static FederationSettingForm of(FederationSetting setting) {
    FederationSettingForm form = new FederationSettingForm();
    form.deadlineDay = setting.deadlineDay();
    form.deadlineMonthsBefore = setting.deadlineMonthsBefore();
    form.version = setting.version();
    setting
        .payer()
        .ifPresent(
            payer -> {
              form.payerCode = payer.code();
              form.payerName = payer.account().holder().value();
              form.payerBank = payer.account().bank().value();
              form.payerBranch = payer.account().branch().value();
              form.payerKind = payer.account().kindCode();
              form.payerNumber = payer.account().number().value();
            });
    return form;
  }

  /** The values; empty after an error. Without any part of the payer there is none. */
  Optional<FederationSetting> read(String prefecture, BindingResult errors) {
    if (deadlineDay < 1 || deadlineDay > LAST_DAY) {
      errors.rejectValue("deadlineDay", "bankaccount.error.deadline-day");
    }
    if (deadlineMonthsBefore < 0 || deadlineMonthsBefore > MOST_MONTHS) {
      errors.rejectValue("deadlineMonthsBefore", "bankaccount.error.deadline-months");
    }
    Optional<FederationSetting.Payer> payer = Optional.empty();
    if (!(payerCode + payerName + payerBank + payerBranch + payerNumber).isBlank()) {
      payer = readPayer(errors);
    }
    return errors.hasErrors()
        ? Optional.empty()
        : Optional.of(
            new FederationSetting(prefecture, deadlineDay, deadlineMonthsBefore, payer, version));
  }

  private Optional<FederationSetting.Payer> readPayer(BindingResult errors) {
    String digits = TypedText.digits(payerCode);
    if (!TypedText.isDigits(digits) || digits.length() > 10) {
      errors.rejectValue("payerCode", "bankaccount.error.payer-code");
    }
    Optional<AccountHolderKana> name =
        BankAccountForm.field(errors, "payerName", payerName, AccountHolderKana::parse);
    Optional<BankCode> bank =
        BankAccountForm.field(errors, "payerBank", payerBank, BankCode::parse);
    Optional<BranchCode> branch =
        BankAccountForm.field(errors, "payerBranch", payerBranch, BranchCode::parse);
    Optional<AccountKind> kind =
        BankAccountForm.field(errors, "payerKind", payerKind, AccountKind::parse);
    Optional<BankAccountNumber> number =
        BankAccountForm.field(errors, "payerNumber", payerNumber, BankAccountNumber::parse);
    return errors.hasErrors()
        ? Optional.empty()
        : Optional.of(
            new FederationSetting.Payer(
                "0".repeat(10 - digits.length()) + digits,
                new BankAccount(
                    bank.orElseThrow(),
                    branch.orElseThrow(),
                    kind.orElseThrow(),
                    number.orElseThrow(),
                    name.orElseThrow())));
  }

  public int getDeadlineDay() {
    return deadlineDay;
  }

  public void setDeadlineDay(int deadlineDay) {
    this.deadlineDay = deadlineDay;
  }

  public int getDeadlineMonthsBefore() {
    return deadlineMonthsBefore;
  }

  public void setDeadlineMonthsBefore(int deadlineMonthsBefore) {
    this.deadlineMonthsBefore = deadlineMonthsBefore;
  }

  public String getPayerCode() {
    return payerCode;
  }

  public void setPayerCode(String payerCode) {
    this.payerCode = payerCode;
  }

  public String getPayerName() {
    return payerName;
  }

  public void setPayerName(String payerName) {
    this.payerName = payerName;
  }

  public String getPayerBank() {
    return payerBank;
  }

  public void setPayerBank(String payerBank) {
    this.payerBank = payerBank;
  }

  public String getPayerBranch() {
    return payerBranch;
  }

  public void setPayerBranch(String payerBranch) {
    this.payerBranch = payerBranch;
  }

  public String getPayerKind() {
    return payerKind;
  }

  public void setPayerKind(String payerKind) {
    this.payerKind = payerKind;
  }

  public String getPayerNumber() {
    return payerNumber;
  }

  public void setPayerNumber(String payerNumber) {
    this.payerNumber = payerNumber;
  }

  public int getVersion() {
    return version;
  }

  public void setVersion(int version) {
    this.version = version;
  }
}
