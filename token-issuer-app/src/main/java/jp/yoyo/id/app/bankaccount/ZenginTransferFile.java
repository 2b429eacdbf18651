package jp.yoyo.id.app.bankaccount;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Arrays;
import jp.yoyo.id.app.format.TypedText;
import jp.yoyo.id.app.reference.BankCode;
import jp.yoyo.id.app.reference.BranchCode;

/**
 * 全銀協規定フォーマット 総合振込: a header, one record for each transfer, a trailer and an end record, 120 bytes
 * each, one byte per character (JIS X 0201, the single-byte part of Shift_JIS). Numbers stand to
 * the right behind zeros, texts to the left before spaces.
 *
 * <p>Writes as it goes and keeps no record: a file of 100,000 transfers needs no memory to speak
 * of.
 *
 * <pre>{@code
 * ZenginTransferFile file = new ZenginTransferFile(out, LineEnd.CRLF, payer, day);
 * for (Transfer transfer : transfers) {
 *   file.add(transfer);
 * }
 * file.finish();
 * }</pre>
 *
 * <p>Not closeable on purpose: after an error in the middle there must be no trailer, which would
 * make half a file look whole.
 */
public final class ZenginTransferFile {

  /** What follows each record: some banks want nothing, some a line end. */
  public enum LineEnd {
    NONE(""),
    CRLF("\r\n");

    private final String text;

    LineEnd(String text) {
      this.text = text;
    }
  }

  /**
   * Whose account is debited.
   *
   * @param code 委託者コード, at most ten digits, given by the bank
   * @param name 委託者名
   * @param bankName kana as in the list of banks, at most fifteen characters are written; may be
   *     empty
   * @param branchName likewise
   */
  public record Payer(
      String code,
      AccountHolderKana name,
      BankCode bank,
      String bankName,
      BranchCode branch,
      String branchName,
      AccountKind kind,
      BankAccountNumber number) {

    public Payer {
      if (!TypedText.isDigits(code) || code.length() > 10) {
        throw new IllegalArgumentException("code of the payer: 1 to 10 digits");
      }
    }
  }

  /**
   * One transfer.
   *
   * @param amount in yen, at most ten digits
   * @param customerCode1 顧客コード1, at most ten characters; may be empty
   * @param customerCode2 likewise
   * @param first whether this is the first transfer to this account (新規コード)
   */
  public record Transfer(
      BankCode bank,
      String bankName,
      BranchCode branch,
      String branchName,
      AccountKind kind,
      BankAccountNumber number,
      AccountHolderKana holder,
      long amount,
      String customerCode1,
      String customerCode2,
      boolean first) {}

  public static final int RECORD_LENGTH = 120;

  private static final long MAXIMUM_AMOUNT = 9_999_999_999L;
  private static final long MAXIMUM_TOTAL = 999_999_999_999L;
  private static final int MAXIMUM_COUNT = 999_999;

  /** テレ振込: the receiving bank is told at once. */
  private static final char WIRE = '7';

  private final OutputStream out;
  private final LineEnd lineEnd;
  private final byte[] line;
  private int at;
  private int count;
  private long total;
  private boolean finished;

  /**
   * Writes the header.
   *
   * @param out stays open
   * @param day on which the receivers have the money
   */
  public ZenginTransferFile(OutputStream out, LineEnd lineEnd, Payer payer, LocalDate day)
      throws IOException {
    this.out = out;
    this.lineEnd = lineEnd;
    this.line = new byte[RECORD_LENGTH];
    begin('1');
    text("21", 2);
    text("0", 1);
    number(Long.parseLong(payer.code()), 10);
    text(payer.name().value(), 40);
    number(day.getMonthValue(), 2);
    number(day.getDayOfMonth(), 2);
    text(payer.bank().value(), 4);
    text(payer.bankName(), 15);
    text(payer.branch().value(), 3);
    text(payer.branchName(), 15);
    text(String.valueOf(payer.kind().code()), 1);
    text(payer.number().value(), 7);
    end();
  }

  /**
   * Writes one transfer.
   *
   * @throws IllegalArgumentException if a text has characters that the format has not, or the
   *     amount is not positive or has more than ten digits
   */
  public void add(Transfer transfer) throws IOException {
    if (transfer.amount() < 1 || transfer.amount() > MAXIMUM_AMOUNT) {
      throw new IllegalArgumentException("amount of one transfer: 1 to " + MAXIMUM_AMOUNT);
    }
    if (count == MAXIMUM_COUNT || total + transfer.amount() > MAXIMUM_TOTAL) {
      throw new IllegalArgumentException("more than one file can hold");
    }
    begin('2');
    text(transfer.bank().value(), 4);
    text(transfer.bankName(), 15);
    text(transfer.branch().value(), 3);
    text(transfer.branchName(), 15);
    text("0000", 4);
    text(String.valueOf(transfer.kind().code()), 1);
    text(transfer.number().value(), 7);
    text(transfer.holder().value(), 30);
    number(transfer.amount(), 10);
    text(transfer.first() ? "1" : "0", 1);
    whole(transfer.customerCode1(), 10);
    whole(transfer.customerCode2(), 10);
    text(String.valueOf(WIRE), 1);
    end();
    count++;
    total += transfer.amount();
  }

  public int count() {
    return count;
  }

  public long total() {
    return total;
  }

  /** Writes the trailer and the end record. */
  public void finish() throws IOException {
    if (finished) {
      return;
    }
    finished = true;
    begin('8');
    number(count, 6);
    number(total, 12);
    end();
    begin('9');
    end();
    out.flush();
  }

  private void begin(char type) {
    Arrays.fill(line, (byte) ' ');
    line[0] = (byte) type;
    at = 1;
  }

  private void end() throws IOException {
    out.write(line);
    for (char c : lineEnd.text.toCharArray()) {
      out.write(c);
    }
  }

  private void number(long number, int length) {
    String digits = Long.toString(number);
    text("0".repeat(length - digits.length()) + digits, length);
  }

  /** A text that means something else when something is missing. */
  private void whole(String text, int length) {
    if (text.length() > length) {
      throw new IllegalArgumentException("more than " + length + " characters");
    }
    text(text, length);
  }

  /** A longer text is cut, but never between a letter and its voiced mark. */
  private void text(String text, int length) {
    int end = Math.min(text.length(), length);
    if (end < text.length() && (text.charAt(end) == 'ﾞ' || text.charAt(end) == 'ﾟ')) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      line[at + i] = singleByte(text.charAt(i));
    }
    at += length;
  }

  /** JIS X 0201: ASCII, and half-width katakana from 0xA1 on. */
  private static byte singleByte(char c) {
    if (c >= ' ' && c <= '~') {
      return (byte) c;
    }
    if (c >= '\uff61' && c <= '\uff9f') {
      return (byte) (c - '\uff61' + 0xa1);
    }
    throw new IllegalArgumentException("no single byte for U+%04X".formatted((int) c));
  }
}
