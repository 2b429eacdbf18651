package jp.yoyo.id.app.bankaccount;

import static jp.yoyo.id.app.format.FormatExceptions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import jp.yoyo.id.app.reference.BankCode;
import jp.yoyo.id.app.reference.BranchCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes, kinds and numbers of bank accounts, and 記号番号. */
class BankAccountFormatsTest {

  @Test
  void codesWhenWideThenNarrow() {
    assertThat(BankCode.parse("９９００")).isEqualTo(BankCode.POSTAL_SAVINGS);
    assertThat(BranchCode.parse(" ０５８").value()).isEqualTo("058");
    assertRefused("format.bank-code.digits", () -> BankCode.parse("990"));
    assertRefused("format.branch-code.digits", () -> BranchCode.parse("58"));
  }

  @ParameterizedTest
  @CsvSource({"1, ORDINARY", "普通, ORDINARY", "２, CURRENT", "貯蓄預金, SAVINGS", "9, OTHER"})
  void accountKindWhenCodeOrNameThenKnown(String typed, AccountKind expected) {
    assertThat(AccountKind.parse(typed)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "11", "ORDINARY"})
  void accountKindWhenUnknownThenRefused(String typed) {
    assertRefused("format.account-kind", () -> AccountKind.parse(typed));
  }

  @Test
  void accountNumberWhenShortThenPadded() {
    assertThat(BankAccountNumber.parse("１２３").value()).isEqualTo("0000123");
    assertRefused("format.bank-account-number.digits", () -> BankAccountNumber.parse("12345678"));
    assertRefused("format.bank-account-number.digits", () -> BankAccountNumber.parse(""));
  }

  /** Whatever prints it by mistake, an exception or a log line, prints the end only. */
  @Test
  void accountNumberWhenPrintedThenMasked() {
    PostalSavings account = PostalSavings.parse("10530", "12345671");

    assertThat(account.toString()).contains("****567").doesNotContain("1234567");
  }

  @ParameterizedTest
  @CsvSource({
    "10530, 12345671, 058, ORDINARY, 1234567",
    "12340, 1234561, 238, ORDINARY, 0123456",
    "00530, 12345, 059, CURRENT, 0012345",
    "１０５３０, １２３４５６７１, 058, ORDINARY, 1234567",
    "10530-1, 12345671, 058, ORDINARY, 1234567",
    "10530-, 12345671, 058, ORDINARY, 1234567",
  })
  void postalSavingsWhenPassbookThenAsOtherBanksAddressIt(
      String symbol, String number, String branch, AccountKind kind, String expected) {
    assertThat(PostalSavings.parse(symbol, number))
        .isEqualTo(
            new PostalSavings(new BranchCode(branch), kind, new BankAccountNumber(expected)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10530-12345671", "10530-1-12345671", "１０５３０　１２３４５６７１"})
  void postalSavingsWhenTypedAsOneThenSame(String typed) {
    assertThat(PostalSavings.parse(typed)).isEqualTo(PostalSavings.parse("10530", "12345671"));
  }

  @Test
  void postalSavingsWhenNoneThenSaysWhat() {
    assertRefused("format.postal-savings.symbol", () -> PostalSavings.parse("20530", "12345671"));
    assertRefused("format.postal-savings.symbol", () -> PostalSavings.parse("1053", "12345671"));
    assertRefused("format.postal-savings.number", () -> PostalSavings.parse("10530", "1"));
    assertRefused("format.postal-savings.number", () -> PostalSavings.parse("10530", "123456789"));
    assertRefused("format.postal-savings.number", () -> PostalSavings.parse("00530", "12345678"));
  }
}
