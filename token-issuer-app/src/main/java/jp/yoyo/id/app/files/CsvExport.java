package jp.yoyo.id.app.files;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file that Excel opens with a double click: UTF-8 with a mark, CRLF, no text that a
 * spreadsheet would compute. Writes as it goes.
 */
public final class CsvExport implements Closeable {

  private final CsvWriter csv;
  private final int width;

  /**
   * Writes the head.
   *
   * @param out is closed with this
   */
  public CsvExport(OutputStream out, List<String> titles) throws IOException {
    Writer writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    writer.write('\ufeff');
    this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(writer);
    this.width = titles.size();
    row(titles);
  }

  /**
   * Writes a row.
   *
   * @param values numbers as they are, anything else as text, nothing for null
   * @throws IllegalArgumentException if there are more or fewer than titles
   */
  public void row(List<? extends @Nullable Object> values) {
    if (values.size() != width) {
      throw new IllegalArgumentException(values.size() + " values for " + width + " columns");
    }
    List<String> fields = new ArrayList<>(width);
    for (Object value : values) {
      if (value == null) {
        fields.add("");
      } else if (value instanceof Number) {
        fields.add(value.toString());
      } else {
        fields.add(FormulaHead.neutralized(value.toString()));
      }
    }
    csv.writeRecord(fields);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
