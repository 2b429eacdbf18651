package jp.yoyo.id.app.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.apache.poi.poifs.filesystem.FileMagic;

/**
 * Reads a table from an .xlsx workbook or a CSV file (UTF-8 or CP932), row by row: a file of
 * 100,000 rows needs little more memory than one of ten.
 *
 * <p>What a file is, its content says; the name counts for nothing. Refused with a reason: old
 * .xls, workbooks with macros or a password, anything that is neither workbook nor text, documents
 * that declare a DOCTYPE, archives that unpack to more than {@link TableLimits} allows.
 *
 * <pre>{@code
 * int rows = TableFile.read(upload, layout, TableLimits.DEFAULT, (head, row) -> {
 *   String code = row.text("code");
 *   …
 *   row.address(head, "code")   // C7
 * });
 * }</pre>
 */
public final class TableFile {

  private TableFile() {}

  /**
   * Reads all rows.
   *
   * @param content is read to its end or its limit, and stays open
   * @param rows gets each row that is not empty, in order. A file may turn out to be refused after
   *     some rows: whoever writes what he gets does it in one transaction, or reads twice
   * @return how many rows there were, at least one
   * @throws FileRefusedException if that is not the table it should be
   */
  public static int read(
      InputStream content,
      TableLayout layout,
      TableLimits limits,
      BiConsumer<TableHead, TableRow> rows)
      throws IOException {
    // A zip has its table of contents at the end, and the encoding of a text shows in all of it.
    Path file = Files.createTempFile("table", ".tmp");
    try {
      copy(content, file, limits.bytes());
      RowAssembler assembler =
          new RowAssembler(
              layout,
              limits,
              (head, row) -> {
                try {
                  rows.accept(head, row);
                } catch (RuntimeException e) {
                  throw new RowsFailed(e);
                }
              });
      switch (FileMagic.valueOf(file.toFile())) {
        case OOXML -> ExcelTable.read(file, layout, limits, assembler);
        case OLE2 -> throw ExcelTable.oldOrEncrypted(file);
        // 「BM」 is how a text can begin, too; whether it is one shows below.
        case UNKNOWN, BMP -> CsvTable.read(file, limits, assembler);
        case BIFF2, BIFF3, BIFF4 -> throw new FileRefusedException("files.old-excel");
        default -> throw new FileRefusedException("files.wrong-format");
      }
      return assembler.end();
    } catch (RowsFailed e) {
      throw e.failure;
    } finally {
      Files.delete(file);
    }
  }

  /** What the reader of the rows threw: not to be taken for a defect of the file. */
  private static final class RowsFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RuntimeException failure;

    RowsFailed(RuntimeException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  private static void copy(InputStream content, Path file, long limit) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        total += n;
        if (total > limit) {
          throw new FileRefusedException("files.too-large", limit >> 20);
        }
        out.write(buffer, 0, n);
      }
    }
    if (total == 0) {
      throw new FileRefusedException("files.empty");
    }
  }
}
