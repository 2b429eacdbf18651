package jp.yoyo.id.app.bankaccount;

import java.time.YearMonth;
import java.util.Optional;
import java.util.function.Function;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.reference.BankCode;
import jp.yoyo.id.app.reference.BranchCode;
import org.springframework.validation.BindingResult;

/** What is typed on the page 「口座を申請する」. Texts as typed; {@link #read} makes values of them. */
public class BankAccountForm {

  private String bankQuery = "";
  private String bank = "";
  private String branchQuery = "";
  private String branch = "";
  private String kind = "1";
  private String number = "";
  private String symbol = "";
  private String postalNumber = "";
  private String holder = "";
  private boolean holderDiffers;
  private String appliesFrom = "";
  private int version;

  static BankAccountForm of(BankAccountApplication application) {
    BankAccountForm form = new BankAccountForm();
    BankAccount account = application.account();
    form.bank = account.bank().value();
    form.branch = account.branch().value();
    form.kind = account.kindCode();
    form.number = account.number().value();
    form.holder = account.holder().value();
    form.holderDiffers = application.holderDiffers();
    form.appliesFrom = application.appliesFrom().toString();
    form.version = application.version();
    return form;
  }

  /** The values; empty after an error, which stands at its field then. */
  Optional<ApplicationValues> read(BindingResult errors) {
    Optional<BankCode> bankCode = field(errors, "bank", bank, BankCode::parse);
    Optional<BranchCode> branchCode = field(errors, "branch", branch, BranchCode::parse);
    Optional<AccountKind> accountKind = field(errors, "kind", kind, AccountKind::parse);
    Optional<BankAccountNumber> accountNumber =
        field(errors, "number", number, BankAccountNumber::parse);
    Optional<AccountHolderKana> kana = field(errors, "holder", holder, AccountHolderKana::parse);
    Optional<YearMonth> month = ReviewSearch.month(appliesFrom);
    if (month.isEmpty()) {
      errors.rejectValue("appliesFrom", "bankaccount.error.month.empty");
    }
    if (errors.hasErrors()) {
      return Optional.empty();
    }
    return Optional.of(
        new ApplicationValues(
            false,
            new BankAccount(
                bankCode.orElseThrow(),
                branchCode.orElseThrow(),
                accountKind.orElseThrow(),
                accountNumber.orElseThrow(),
                kana.orElseThrow()),
            holderDiffers,
            month.orElseThrow()));
  }

  /** Fills in branch, kind and number from 記号 and 番号. */
  void readPostalSavings(BindingResult errors) {
    field(errors, "symbol", symbol, text -> PostalSavings.parse(text, postalNumber))
        .ifPresent(
            account -> {
              bank = account.bank().value();
              branch = account.branch().value();
              kind = String.valueOf(account.kind().code());
              number = account.number().value();
            });
  }

  static <T> Optional<T> field(
      BindingResult errors, String field, String typed, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(typed));
    } catch (FormatException e) {
      errors.rejectValue(field, e.key(), e.arguments().toArray(), null);
      return Optional.empty();
    }
  }

  public String getBankQuery() {
    return bankQuery;
  }

  public void setBankQuery(String bankQuery) {
    this.bankQuery = bankQuery;
  }

  public String getBank() {
    return bank;
  }

  public void setBank(String bank) {
    this.bank = bank;
  }

  public String getBranchQuery() {
    return branchQuery;
  }

  public void setBranchQuery(String branchQuery) {
    this.branchQuery = branchQuery;
  }

  public String getBranch() {
    return branch;
  }

  public void setBranch(String branch) {
    this.branch = branch;
  }

  public String getKind() {
    return kind;
  }

  public void setKind(String kind) {
    this.kind = kind;
  }

  public String getNumber() {
    return number;
  }

  public void setNumber(String number) {
    this.number = number;
  }

  public String getSymbol() {
    return symbol;
  }

  public void setSymbol(String symbol) {
    this.symbol = symbol;
  }

  public String getPostalNumber() {
    return postalNumber;
  }

  public void setPostalNumber(String postalNumber) {
    this.postalNumber = postalNumber;
  }

  public String getHolder() {
    return holder;
  }

  public void setHolder(String holder) {
    this.holder = holder;
  }

  public boolean isHolderDiffers() {
    return holderDiffers;
  }

  public void setHolderDiffers(boolean holderDiffers) {
    this.holderDiffers = holderDiffers;
  }

  public String getAppliesFrom() {
    return appliesFrom;
  }

  public void setAppliesFrom(String appliesFrom) {
    this.appliesFrom = appliesFrom;
  }

  public int getVersion() {
    return version;
  }

  public void setVersion(int version) {
    this.version = version;
  }
}
