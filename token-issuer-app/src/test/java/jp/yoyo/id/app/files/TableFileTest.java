package jp.yoyo.id.app.files;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableFileTest {

  private static final Charset CP932 = Charset.forName("windows-31j");
  private static final TableLayout LAYOUT =
      new TableLayout(
          "一覧",
          "facilities-1",
          List.of(
              TableColumn.required("code", "医療機関コード").padded(10),
              TableColumn.required("name", "名称").alsoCalled("医療機関名"),
              TableColumn.optional("note", "備考"),
              TableColumn.ignored("エラー")));
  private static final TableLimits SMALL = new TableLimits(1L << 20, 1L << 20, 3, 10, 50);
  private static final String HEAD = Workbooks.row(1, "医療機関コード", "名称");
  private static final String ROW = Workbooks.row(2, "0110113719", "甲医院");

  private final List<TableRow> rows = new ArrayList<>();
  private final List<TableHead> heads = new ArrayList<>();

  // What a workbook can be that is none of ours

  @ParameterizedTest
  @ValueSource(
      strings = {
        "255044462d312e37", // PDF
        "89504e470d0a1a0a0000000d", // PNG
        "7f454c4600000000", // a program
        "ffd8ffe000104a4649460001", // JPEG
        "3c3f786d6c2076657273696f6e", // XML
      })
  void readWhenNoTableThenRefused(String hex) {
    assertRefused(HexFormat.of().parseHex(hex), "files.wrong-format");
  }

  @Test
  void readWhenOtherOfficeDocumentThenRefused() {
    assertRefused(
        Workbooks.ofRows(HEAD + ROW)
            .replacing(
                "[Content_Types].xml",
                Workbooks.WORKBOOK_TYPE,
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
            .bytes(),
        "files.wrong-format");
  }

  @Test
  void readWhenMacrosThenRefused() {
    assertRefused(
        Workbooks.ofRows(HEAD + ROW)
            .replacing(
                "[Content_Types].xml",
                Workbooks.WORKBOOK_TYPE,
                "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
            .bytes(),
        "files.macros");
  }

  /** A workbook with a program that calls itself one without. */
  @Test
  void readWhenMacrosAreDisguisedThenRefused() {
    assertRefused(
        Workbooks.ofRows(HEAD + ROW).with("xl/vbaProject.bin", "program").bytes(), "files.macros");
  }

  @Test
  void readWhenEncryptedThenRefused() throws Exception {
    ByteArrayOutputStream encrypted = new ByteArrayOutputStream();
    try (POIFSFileSystem ole = new POIFSFileSystem()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.standard).getEncryptor();
      encryptor.confirmPassword("password");
      try (OutputStream out = encryptor.getDataStream(ole)) {
        out.write(Workbooks.ofRows(HEAD + ROW).bytes());
      }
      ole.writeFilesystem(encrypted);
    }
    assertRefused(encrypted.toByteArray(), "files.encrypted");
  }

  @Test
  void readWhenOldExcelThenRefused() throws IOException {
    assertRefused(ole("Workbook"), "files.old-excel");
    assertRefused(ole("WordDocument"), "files.wrong-format");
  }

  @Test
  void readWhenCutOffThenRefused() {
    byte[] whole = Workbooks.ofRows(HEAD + ROW).bytes();

    assertRefused(Arrays.copyOf(whole, whole.length / 2), "files.damaged");
    // What is missing is the table of contents only: nobody goes on without it.
    assertRefused(Arrays.copyOf(whole, whole.length - 22), "files.damaged");
    assertRefused(new byte[] {'P', 'K', 3, 4}, "files.damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xl/sheet1.xml", "xl/shared.xml", "xl/workbook.xml", "xl/styles.xml"})
  void readWhenDoctypeThenRefused(String part) {
    assertRefused(
        Workbooks.ofRows(HEAD + ROW)
            .with(
                part,
                """
                <!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>
                <a>&b;</a>
                """)
            .bytes(),
        "files.doctype");
  }

  /** A few kilobytes that become megabytes. */
  @Test
  void readWhenZipBombThenRefused() {
    String bomb = HEAD + ROW + " ".repeat(5 << 20);
    assertRefused(Workbooks.ofRows(bomb).bytes(), "files.zip-bomb");
    assertRefused(
        Workbooks.ofRows(HEAD + ROW)
            .with("xl/shared.xml", Workbooks.sharedTexts(" ".repeat(5 << 20)))
            .bytes(),
        "files.zip-bomb");
    // Small as a file and as XML, but not as strings.
    assertRefused(
        Workbooks.ofRows(HEAD + ROW)
            .with("xl/shared.xml", Workbooks.sharedTexts("<si/>".repeat(20_000)))
            .bytes(),
        "files.zip-bomb");
    assertRefused(
        Workbooks.ofRows(HEAD + Workbooks.row(2, "1".repeat(200_000))).bytes(), "files.damaged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>7</v></c></row>",
        "<row r=\"2\"><c r=\"A2\"><v>x</v></c></row>",
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
        "<row r=\"9999999\"/>",
        "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"A2\"><v>1</v></c></row>",
        "<row>",
      })
  void readWhenSheetMakesNoSenseThenRefused(String row) {
    assertRefused(Workbooks.ofRows(HEAD + row).bytes(), "files.damaged");
  }

  @Test
  void readWhenOtherFormThenRefused() throws IOException {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    new TableForm(
            new TableLayout("一覧", "facilities-0", LAYOUT.columns()),
            List.of(new TableForm.Field(LAYOUT.columns().get(0), List.of(), "")),
            List.of(),
            List.of(),
            TableForm.SheetNames.JAPANESE,
            10)
        .write(form);

    assertRefused(form.toByteArray(), "files.other-form");
  }

  // Limits

  @Test
  void readWhenTooMuchThenRefused() {
    assertRefused(new SequenceInputStream(csv("医療機関コード,名称\n1,"), new Endless()), "files.too-large");
    assertRefused(
        Workbooks.ofRows(HEAD + "<row r=\"2\"><c r=\"XFD2\"><v>1</v></c></row>").bytes(),
        "files.too-many-columns");
    assertRefused(csv("医療機関コード,名称\n1,1\n2,2\n3,3\n4,4\n"), "files.too-many-rows");
    assertRefused(csv("医療機関コード,名称\n1," + "甲".repeat(51)), "files.cell-too-long");
    assertRefused(csv("医療機関コード,名称\n1,\"" + "甲".repeat(70_000)), "files.damaged");
  }

  @Test
  void readWhenNothingInItThenRefused() {
    assertRefused(new byte[0], "files.empty");
    assertRefused(csv("\ufeff\r\n\r\n"), "files.empty");
    assertRefused(csv("医療機関コード,名称\r\n,\r\n"), "files.no-rows");
    assertRefused(Workbooks.ofRows("").bytes(), "files.empty");
    assertRefused(Workbooks.ofRows(HEAD).bytes(), "files.no-rows");
  }

  /** Seven characters that stand for a million digits. */
  @Test
  void readWhenHugeNumberThenNotWrittenOut() {
    read(
        Workbooks.ofRows(
                HEAD
                    + "<row r=\"2\"><c r=\"A2\"><v>1E1000000</v></c><c r=\"B2\"><v>1E-2</v></c></row>")
            .bytes());

    assertThat(rows.get(0).text("code")).isEqualTo("1E1000000");
    assertThat(rows.get(0).text("name")).isEqualTo("0.01");
  }

  // Heads

  @Test
  void readWhenColumnsAreWrongThenSaysAllOfIt() {
    FileRefusedException refused = refused(csv("名称,なにか,備考,名称\n1,2,3,4\n"));

    assertThat(refused.problems())
        .containsExactly(
            new TableProblem("B1", "files.column.unknown", List.of("なにか")),
            new TableProblem("D1", "files.column.repeated", List.of("名称")),
            new TableProblem("", "files.column.missing", List.of("医療機関コード")));
  }

  @Test
  void readWhenColumnsAreInAnotherOrderThenFound() {
    read(csv("\n備考,エラー,　医療機関名 ※必須,医療機関ｺｰﾄﾞ*\nx,前回の誤り,甲医院,0110113719\n"));

    TableRow row = rows.get(0);
    assertThat(row.text("code")).isEqualTo("0110113719");
    assertThat(row.text("name")).isEqualTo("甲医院");
    assertThat(row.text("note")).isEqualTo("x");
    assertThat(row.address(heads.get(0), "code")).isEqualTo("D3");
  }

  @Test
  void readWhenCellsAreRightOfTheHeadThenNamed() {
    read(csv("医療機関コード,名称\n0110113719,甲医院,,余分\n"));

    assertThat(rows.get(0).outside()).containsExactly("D2");
  }

  // Cells

  @Test
  void addressWhenRowsAreEmptyThenAsTheSpreadsheetShows() {
    read(
        Workbooks.ofRows(
                HEAD
                    + "<row r=\"2\"><c r=\"A2\" s=\"1\"/></row>"
                    + Workbooks.row(7, "0110113719", "甲医院"))
            .bytes());

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).address(heads.get(0), "code")).isEqualTo("A7");
  }

  @Test
  void textWhenNumberThenDigitsAndLeadingZeros() {
    read(
        Workbooks.ofRows(
                HEAD
                    + "<row r=\"2\"><c r=\"A2\"><v>110113719</v></c><c r=\"B2\"><v>12</v></c></row>"
                    + "<row r=\"3\"><c r=\"A3\"><v>1.310110049E9</v></c></row>"
                    + Workbooks.row(4, "110113719"))
            .bytes());

    assertThat(rows)
        .extracting(row -> row.text("code"))
        .containsExactly("0110113719", "1310110049", "110113719");
    assertThat(rows).extracting(row -> row.padded("code")).containsExactly(true, false, false);
    assertThat(rows.get(0).text("name")).isEqualTo("12");
  }

  @Test
  void textWhenCsvLostLeadingZerosThenPutBack() {
    read(csv("医療機関コード,名称\n110113719,甲医院\n1.31011E+09,乙医院\n"));

    assertThat(rows.get(0).text("code")).isEqualTo("0110113719");
    assertThat(rows.get(0).padded("code")).isTrue();
    assertThat(rows.get(1).text("code")).isEqualTo("1.31011E+09");
  }

  /** Japanese input leaves the reading of each word in the cell. */
  @Test
  void textWhenPhoneticGuidesThenWithoutThem() {
    read(
        Workbooks.ofRows(HEAD + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c></row>")
            .with(
                "xl/shared.xml",
                Workbooks.sharedTexts(
                    "<si><r><t>予防</t></r><r><t>医院</t></r>"
                        + "<rPh sb=\"0\" eb=\"2\"><t>ヨボウ</t></rPh><phoneticPr fontId=\"1\"/></si>"))
            .bytes());

    assertThat(rows.get(0).text("code")).isEqualTo("予防医院");
  }

  @Test
  void textWhenDateThenIso() {
    read(
        Workbooks.ofRows(
                HEAD
                    + "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>46174</v></c>"
                    + "<c r=\"B2\" t=\"str\"><f>A1</f><v>結果</v></c></row>")
            .bytes());

    assertThat(rows.get(0).text("code")).isEqualTo("2026-06-01");
    assertThat(rows.get(0).text("name")).isEqualTo("結果");
  }

  // CSV

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "windows-31j"})
  void readWhenEncodedThenRead(String charset) {
    read(
        new ByteArrayInputStream(
            "医療機関コード,名称\r\n0110113719,髙﨑①医院～\r\n".getBytes(Charset.forName(charset))));

    assertThat(rows.get(0).text("name")).isEqualTo("髙﨑①医院～");
  }

  @Test
  void readWhenUtf8WithMarkThenRead() {
    read(csv("\ufeff\"医療機関コード\",名称\r\n\"0110113719\",\"改行\r\nと,と\"\"\"\r\n1,次\r\n"));

    assertThat(rows.get(0).text("name")).isEqualTo("改行\r\nと,と\"");
    assertThat(rows.get(1).number()).isEqualTo(3);
  }

  @Test
  void readWhenEncodingIsUnknownThenRefused() {
    assertRefused("医療機関コード,名称\n1,1\n".getBytes(UTF_16), "files.utf-16");
    assertRefused(new byte[] {'a', (byte) 0xff, (byte) 0xff, '\n'}, "files.encoding");
    assertRefused("a,b\n\0".getBytes(CP932), "files.wrong-format");
  }

  @Test
  void readWhenExportComesBackThenTheSame() throws IOException {
    List<String> texts = List.of("=1+1", "'=1", "-", "＠x", " +1", "it's", "a\"b,c", "\tx");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CsvExport export = new CsvExport(out, List.of("医療機関コード", "名称"))) {
      for (String text : texts) {
        export.row(Arrays.asList("x", text));
      }
    }

    read(new ByteArrayInputStream(out.toByteArray()), TableLimits.DEFAULT);

    assertThat(rows)
        .extracting(row -> row.text("name"))
        .containsExactlyElementsOf(texts.stream().map(String::strip).toList());
  }

  // Whoever reads

  /** A defect of ours must not be told to people as a defect of their file. */
  @Test
  void readWhenReaderOfRowsFailsThenItsOwnException() {
    IllegalStateException failure = new IllegalStateException("database gone");

    assertThatThrownBy(
            () ->
                TableFile.read(
                    new ByteArrayInputStream(Workbooks.ofRows(HEAD + ROW).bytes()),
                    LAYOUT,
                    SMALL,
                    (head, row) -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  @Test
  void readWhenDoneOrRefusedThenLeavesNoFile() throws IOException {
    List<Path> before = temporaryFiles();
    read(csv("医療機関コード,名称\n1,1\n"));
    refused(csv("x\n"));

    assertThat(temporaryFiles()).containsExactlyInAnyOrderElementsOf(before);
  }

  /** The file has 60 MB of XML; the rows are read one by one. */
  @Test
  void readWhenHundredThousandRowsThenInBoundedMemory() throws IOException {
    byte[] workbook = Workbooks.ofRows(HEAD + manyRows(100_000)).bytes();
    long[] most = {0};
    int[] next = {0};
    System.gc();
    long before = used();

    int count =
        TableFile.read(
            new ByteArrayInputStream(workbook),
            LAYOUT,
            TableLimits.DEFAULT,
            (head, row) -> {
              if (++next[0] % 20_000 == 0) {
                System.gc();
                most[0] = Math.max(most[0], used() - before);
              }
            });

    assertThat(count).isEqualTo(100_000);
    assertThat(most[0]).as("bytes held while reading").isLessThan(20L << 20);
  }

  private static String manyRows(int count) {
    StringBuilder many = new StringBuilder(count * 250);
    for (int i = 0; i < count; i++) {
      many.append(Workbooks.row(i + 2, "0110113719", "予防クリニック第" + i + "号"));
    }
    return many.toString();
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static List<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(path -> path.getFileName().toString().startsWith("table")).toList();
    }
  }

  private static byte[] ole(String entry) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (POIFSFileSystem ole = new POIFSFileSystem()) {
      ole.createDocument(new ByteArrayInputStream(new byte[5_000]), entry);
      ole.writeFilesystem(out);
    }
    return out.toByteArray();
  }

  private static InputStream csv(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private void read(byte[] content) {
    read(new ByteArrayInputStream(content));
  }

  private void read(InputStream content) {
    read(content, SMALL);
  }

  private void read(InputStream content, TableLimits limits) {
    try {
      TableFile.read(
          content,
          LAYOUT,
          limits,
          (head, row) -> {
            heads.add(head);
            rows.add(row);
          });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private FileRefusedException refused(InputStream content) {
    FileRefusedException refused =
        catchThrowableOfType(FileRefusedException.class, () -> read(content));
    assertThat(refused).as("refused").isNotNull();
    return refused;
  }

  private void assertRefused(byte[] content, String key) {
    assertRefused(new ByteArrayInputStream(content), key);
  }

  private void assertRefused(InputStream content, String key) {
    assertThat(refused(content).problems()).extracting(TableProblem::key).containsExactly(key);
  }

  /** A client that never stops sending. */
  private static final class Endless extends InputStream {

    @Override
    public int read() {
      return 'a';
    }
  }
}
