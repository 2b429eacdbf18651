package jp.yoyo.id.app.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jp.yoyo.id.app.files.RowAssembler.RawCell;

/** CSV as spreadsheets write it (RFC 4180), in UTF-8 with or without a mark, or in CP932. */
final class CsvTable {

  /** What Japanese Windows calls Shift_JIS, with the characters of NEC and IBM. */
  private static final Charset CP932 = Charset.forName("windows-31j");

  private CsvTable() {}

  static void read(Path file, TableLimits limits, RowAssembler rows) throws IOException {
    Charset charset = charset(file);
    CsvRecordHandler handler =
        CsvRecordHandler.builder()
            .maxFields(Math.max(limits.columns() * 4, 1_000))
            .maxFieldSize(1 << 16)
            .maxRecordSize(1 << 20)
            .build();
    try (Reader text = open(file, charset);
        CsvReader<CsvRecord> reader =
            // Empty lines are rows to a spreadsheet: they count for the addresses of cells.
            CsvReader.builder()
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(1 << 21)
                .build(handler, text)) {
      int number = 0;
      for (CsvRecord csv : reader) {
        number++;
        List<RawCell> cells = new ArrayList<>(csv.getFieldCount());
        for (int i = 0; i < csv.getFieldCount(); i++) {
          cells.add(new RawCell(i, FormulaHead.restored(csv.getField(i)), true));
        }
        rows.row(number, cells);
      }
    } catch (CsvParseException e) {
      throw new FileRefusedException("files.damaged");
    }
  }

  /** UTF-8 if all of it is, else CP932 if all of it is. */
  private static Charset charset(Path file) throws IOException {
    try (InputStream start = Files.newInputStream(file)) {
      int first = start.read();
      int second = start.read();
      if ((first == 0xff && second == 0xfe) || (first == 0xfe && second == 0xff)) {
        throw new FileRefusedException("files.utf-16");
      }
    }
    for (Charset charset : List.of(StandardCharsets.UTF_8, CP932)) {
      if (isText(file, charset)) {
        return charset;
      }
    }
    throw new FileRefusedException("files.encoding");
  }

  private static boolean isText(Path file, Charset charset) throws IOException {
    char[] buffer = new char[1 << 14];
    try (Reader reader = open(file, charset)) {
      for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
        for (int i = 0; i < n; i++) {
          // No text has it, nearly every program and picture does.
          if (buffer[i] == 0) {
            throw new FileRefusedException("files.wrong-format");
          }
        }
      }
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static Reader open(Path file, Charset charset) throws IOException {
    BufferedInputStream stream = new BufferedInputStream(Files.newInputStream(file));
    stream.mark(3);
    byte[] mark = stream.readNBytes(3);
    boolean marked =
        mark.length == 3
            && (mark[0] & 0xff) == 0xef
            && (mark[1] & 0xff) == 0xbb
            && (mark[2] & 0xff) == 0xbf;
    if (!marked) {
      stream.reset();
    }
    return new InputStreamReader(
        stream,
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }
}
