package jp.yoyo.id.app.reference;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The reference data that is packed with the program.
 *
 * @param version changes whenever any of the rows does
 * @param prefectures code, name, kana
 * @param municipalities code, name, kana
 * @param banks code, name, kana
 * @param branches code of the bank, code, name, kana
 */
record PackagedReference(
    String version,
    List<List<String>> prefectures,
    List<List<String>> municipalities,
    List<List<String>> banks,
    List<List<String>> branches) {

  /** Reads the version alone; the rest is needed once in a few months. */
  static String readVersion() {
    try (BufferedReader reader = new BufferedReader(open("version.txt"))) {
      return reader.readLine().strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PackagedReference read() {
    return new PackagedReference(
        readVersion(),
        rows("prefectures.csv"),
        rows("municipalities.csv"),
        rows("banks.csv"),
        rows("branches.csv"));
  }

  private static List<List<String>> rows(String name) {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(open(name))) {
      return reader.stream().map(CsvRecord::getFields).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reader open(String name) {
    InputStream stream = PackagedReference.class.getResourceAsStream("/reference/" + name);
    if (stream == null) {
      throw new IllegalStateException("not packed: reference/" + name);
    }
    return new InputStreamReader(stream, StandardCharsets.UTF_8);
  }
}
