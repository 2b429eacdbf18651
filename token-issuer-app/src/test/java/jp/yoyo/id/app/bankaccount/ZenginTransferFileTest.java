package jp.yoyo.id.app.bankaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.LocalDate;
import jp.yoyo.id.app.bankaccount.ZenginTransferFile.LineEnd;
import jp.yoyo.id.app.bankaccount.ZenginTransferFile.Payer;
import jp.yoyo.id.app.bankaccount.ZenginTransferFile.Transfer;
import jp.yoyo.id.app.reference.BankCode;
import jp.yoyo.id.app.reference.BranchCode;
import org.junit.jupiter.api.Test;

class ZenginTransferFileTest {

  private static final Charset SHIFT_JIS = Charset.forName("windows-31j");
  private static final Payer PAYER =
      new Payer(
          "1234567",
          AccountHolderKana.parse("トウキョウト ヨボウ"),
          new BankCode("9999"),
          "ﾃﾞﾓ",
          new BranchCode("999"),
          "ﾎﾝﾃﾝ",
          AccountKind.ORDINARY,
          BankAccountNumber.parse("7654321"));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void fileWhenWrittenThenEveryByteIsInItsPlace() throws IOException {
    ZenginTransferFile file =
        new ZenginTransferFile(out, LineEnd.NONE, PAYER, LocalDate.of(2026, 6, 1));
    file.add(transfer("医療法人社団ガク会", 12_345, true));
    file.add(transfer("ヨボウ　ハナコ", 9_999_999_999L, false));
    file.finish();

    String expected =
        "1210"
            + "0001234567"
            + pad("ﾄｳｷﾖｳﾄ ﾖﾎﾞｳ", 40)
            + "0601"
            + "9999"
            + pad("ﾃﾞﾓ", 15)
            + "999"
            + pad("ﾎﾝﾃﾝ", 15)
            + "1"
            + "7654321"
            + " ".repeat(17)
            + "2"
            + "9900"
            + pad("ﾕｳﾁﾖ", 15)
            + "058"
            + pad("ｾﾞﾛｺﾞﾊﾁ", 15)
            + "0000"
            + "1"
            + "0123456"
            + pad("ｲ)ｶﾞｸｶｲ", 30)
            + "0000012345"
            + "1"
            + pad("0110113719", 10)
            + pad("", 10)
            + "7"
            + " "
            + " ".repeat(7)
            + "2"
            + "9900"
            + pad("ﾕｳﾁﾖ", 15)
            + "058"
            + pad("ｾﾞﾛｺﾞﾊﾁ", 15)
            + "0000"
            + "1"
            + "0123456"
            + pad("ﾖﾎﾞｳ ﾊﾅｺ", 30)
            + "9999999999"
            + "0"
            + pad("0110113719", 10)
            + pad("", 10)
            + "7"
            + " "
            + " ".repeat(7)
            + "8"
            + "000002"
            + "010000012344"
            + " ".repeat(101)
            + "9"
            + " ".repeat(119);
    assertThat(out.toByteArray()).isEqualTo(expected.getBytes(SHIFT_JIS));
    assertThat(out.size()).isEqualTo(5 * ZenginTransferFile.RECORD_LENGTH);
  }

  @Test
  void fileWhenLineEndsThenAfterEveryRecord() throws IOException {
    ZenginTransferFile file =
        new ZenginTransferFile(out, LineEnd.CRLF, PAYER, LocalDate.of(2026, 12, 31));
    file.add(transfer("ア", 1, false));
    file.finish();

    byte[] bytes = out.toByteArray();
    assertThat(bytes).hasSize(4 * 122);
    assertThat(new String(bytes, 54, 4, SHIFT_JIS)).isEqualTo("1231");
    for (int record = 0; record < 4; record++) {
      assertThat(bytes[record * 122 + 120]).isEqualTo((byte) '\r');
      assertThat(bytes[record * 122 + 121]).isEqualTo((byte) '\n');
    }
  }

  @Test
  void fileWhenNothingToTransferThenTrailerWithZeros() throws IOException {
    new ZenginTransferFile(out, LineEnd.NONE, PAYER, LocalDate.of(2026, 6, 1)).finish();

    assertThat(new String(out.toByteArray(), 120, 19, SHIFT_JIS)).isEqualTo("8" + "0".repeat(18));
  }

  /** 「ｶﾞ」 at the end of the field: either both or none. */
  @Test
  void fileWhenBankNameIsTooLongThenNotCutBeforeVoicedMark() throws IOException {
    Transfer transfer =
        new Transfer(
            new BankCode("9900"),
            "ｱｱｱｱｱｱｱｱｱｱｱｱｱｱｶﾞ",
            new BranchCode("058"),
            "",
            AccountKind.SAVINGS,
            new BankAccountNumber("0123456"),
            AccountHolderKana.parse("ア"),
            1,
            "",
            "",
            false);
    ZenginTransferFile file =
        new ZenginTransferFile(out, LineEnd.NONE, PAYER, LocalDate.of(2026, 6, 1));
    file.add(transfer);

    assertThat(new String(out.toByteArray(), 125, 18, SHIFT_JIS))
        .isEqualTo("ｱ".repeat(14) + " 058");
  }

  @Test
  void addWhenRefusedThenNothingIsWrittenAndNotCounted() throws IOException {
    ZenginTransferFile file =
        new ZenginTransferFile(out, LineEnd.NONE, PAYER, LocalDate.of(2026, 6, 1));

    assertThatThrownBy(() -> file.add(transfer("ア", 0, false)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> file.add(transfer("ア", 10_000_000_000L, false)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> file.add(withCustomerCode("01101137190")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> file.add(withCustomerCode("漢字")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(out.size()).isEqualTo(120);
    assertThat(file.count()).isZero();
    assertThat(file.total()).isZero();
  }

  private static Transfer transfer(String holder, long amount, boolean first) {
    return new Transfer(
        BankCode.POSTAL_SAVINGS,
        "ﾕｳﾁﾖ",
        new BranchCode("058"),
        "ｾﾞﾛｺﾞﾊﾁ",
        AccountKind.ORDINARY,
        new BankAccountNumber("0123456"),
        AccountHolderKana.parse(holder),
        amount,
        "0110113719",
        "",
        first);
  }

  private static Transfer withCustomerCode(String code) {
    Transfer plain = transfer("ア", 1, false);
    return new Transfer(
        plain.bank(),
        plain.bankName(),
        plain.branch(),
        plain.branchName(),
        plain.kind(),
        plain.number(),
        plain.holder(),
        1,
        code,
        "",
        false);
  }

  private static String pad(String text, int length) {
    return text + " ".repeat(length - text.length());
  }
}
