package jp.yoyo.id.app.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import jp.yoyo.id.app.files.RowAssembler.RawCell;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.poi.openxml4j.opc.PackageRelationshipTypes;
import org.apache.poi.openxml4j.util.ZipFileZipEntrySource;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * One sheet of an .xlsx workbook, read as a stream of XML.
 *
 * <p>Not POI's own sheet reader: that one gives what a cell shows, {@code 1.31011E+09} for a
 * facility code in a narrow number format; here a number is its digits. Phonetic guides (ふりがな),
 * which Japanese input puts into every other cell, are no part of the text.
 */
final class ExcelTable {

  /** Name of the document property in which our forms say what they are. */
  static final String FORM_PROPERTY = "YoyoForm";

  private static final String WORKBOOK =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String STRICT_RELATIONS =
      "http://purl.oclc.org/ooxml/officeDocument/relationships";

  /** The digits of an account number or a telephone number, and then some. */
  private static final int MAXIMUM_DIGITS = 40;

  private static final int MAXIMUM_ROW = 1_048_576;

  /** Excel's own limits are 32,767 characters, 64,000 formats and, in effect, some 250 sheets. */
  private static final int MAXIMUM_TEXT = 100_000;

  private static final int MAXIMUM_FORMATS = 70_000;
  private static final int MAXIMUM_SHEETS = 1_000;

  /** What a text costs in memory beside its characters. */
  private static final int TEXT_OVERHEAD = 40;

  static {
    // For what POI itself unpacks. Ours is limited by counting, so the ratio may be that of a
    // sheet of equal rows, which is far below one hundredth.
    ZipSecureFile.setMinInflateRatio(0.002);
    ZipSecureFile.setMaxEntrySize(1L << 30);
    ZipSecureFile.setMaxFileCount(1_000);
  }

  private final TableLimits limits;
  private final OPCPackage workbook;

  private ExcelTable(OPCPackage workbook, TableLimits limits) {
    this.workbook = workbook;
    this.limits = limits;
  }

  static void read(Path file, TableLayout layout, TableLimits limits, RowAssembler rows) {
    // Opened by ourselves: where the table of contents is broken, POI's own way of opening goes on
    // with unpacking everything into memory.
    try (ZipFileZipEntrySource zip = new ZipFileZipEntrySource(new ZipSecureFile(file.toFile()))) {
      OPCPackage workbook = OPCPackage.open(zip);
      try {
        new ExcelTable(workbook, limits).read(layout, rows);
      } finally {
        // Not close(): that would write.
        workbook.revert();
      }
    } catch (IOException | SAXException | OpenXML4JException e) {
      throw refusal(e);
    } catch (OpenXML4JRuntimeException | IllegalArgumentException | IllegalStateException e) {
      throw refusal(e);
    }
  }

  /** Why an OLE2 file is none of ours. */
  static FileRefusedException oldOrEncrypted(Path file) {
    try (POIFSFileSystem ole = new POIFSFileSystem(file.toFile(), true)) {
      if (ole.getRoot().hasEntryCaseInsensitive("EncryptedPackage")) {
        return new FileRefusedException("files.encrypted");
      }
      if (ole.getRoot().hasEntryCaseInsensitive("Workbook")
          || ole.getRoot().hasEntryCaseInsensitive("Book")) {
        return new FileRefusedException("files.old-excel");
      }
      return new FileRefusedException("files.wrong-format");
    } catch (IOException | RuntimeException e) {
      return new FileRefusedException("files.damaged");
    }
  }

  private static FileRefusedException refusal(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains("DOCTYPE")) {
        return new FileRefusedException("files.doctype");
      }
      if (message.contains("Zip bomb") || message.contains("inflate ratio")) {
        return new FileRefusedException("files.zip-bomb");
      }
    }
    return new FileRefusedException("files.damaged");
  }

  private void read(TableLayout layout, RowAssembler rows)
      throws IOException, SAXException, OpenXML4JException {
    refuseMacros();
    PackagePart main = mainPart();
    if (!main.getContentType().equals(WORKBOOK)) {
      throw new FileRefusedException("files.wrong-format");
    }
    refuseOtherForm(layout.form());

    Sheets sheets = new Sheets();
    parse(main, sheets);
    PackagePart sheet = related(main, sheets.idOf(layout.sheet()));
    SharedTexts texts = new SharedTexts(limits.inflatedBytes() / 2);
    DateStyles styles = new DateStyles();
    for (PackageRelationship relationship : main.getRelationships()) {
      String type = relationship.getRelationshipType();
      if (type.endsWith("/sharedStrings")) {
        parse(main.getRelatedPart(relationship), texts);
      } else if (type.endsWith("/styles")) {
        parse(main.getRelatedPart(relationship), styles);
      }
    }
    parse(sheet, new Rows(texts.texts, styles.dates, sheets.date1904, rows));
  }

  /** Whatever the workbook calls itself: one of its parts is a program. */
  private void refuseMacros() throws OpenXML4JException {
    for (PackagePart part : workbook.getParts()) {
      String type = part.getContentType();
      if (type.contains("macroEnabled") || type.contains("vbaProject")) {
        throw new FileRefusedException("files.macros");
      }
    }
  }

  private PackagePart mainPart() {
    for (String type :
        List.of(
            PackageRelationshipTypes.CORE_DOCUMENT,
            PackageRelationshipTypes.STRICT_CORE_DOCUMENT)) {
      for (PackageRelationship relationship : workbook.getRelationshipsByType(type)) {
        PackagePart part = workbook.getPart(relationship);
        if (part != null) {
          return part;
        }
      }
    }
    throw new FileRefusedException("files.wrong-format");
  }

  private void refuseOtherForm(String form) throws IOException, SAXException {
    for (PackageRelationship relationship :
        workbook.getRelationshipsByType(PackageRelationshipTypes.CUSTOM_PROPERTIES)) {
      PackagePart part = workbook.getPart(relationship);
      if (part != null) {
        FormProperty property = new FormProperty();
        parse(part, property);
        if (property.found && !form.contentEquals(property.value)) {
          throw new FileRefusedException("files.other-form");
        }
      }
    }
  }

  private static PackagePart related(PackagePart main, @Nullable String id)
      throws OpenXML4JException {
    PackageRelationship relationship = id == null ? null : main.getRelationship(id);
    if (relationship == null) {
      throw new FileRefusedException("files.damaged");
    }
    return main.getRelatedPart(relationship);
  }

  private void parse(PackagePart part, DefaultHandler handler) throws IOException, SAXException {
    SAXParserFactory factory = SAXParserFactory.newInstance();
    factory.setNamespaceAware(true);
    try (InputStream stream = new Limited(part.getInputStream(), limits.inflatedBytes())) {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.newSAXParser().parse(new InputSource(stream), handler);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void requireLess(int size, int maximum) {
    if (size >= maximum) {
      throw new FileRefusedException("files.damaged");
    }
  }

  /** Counts what a part of the archive unpacks to. */
  private static final class Limited extends FilterInputStream {

    private long left;

    Limited(InputStream in, long limit) {
      super(in);
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      count(Math.max(n, 0));
      return n;
    }

    private void count(int n) {
      left -= n;
      if (left < 0) {
        throw new FileRefusedException("files.zip-bomb");
      }
    }
  }

  /** Names of the sheets and where they are. */
  private static final class Sheets extends DefaultHandler {

    private final Map<String, String> ids = new HashMap<>();
    private @Nullable String firstVisible;
    private boolean date1904;

    @Override
    public void startElement(String uri, String name, String prefixed, Attributes attributes) {
      if (name.equals("sheet")) {
        String id = attributes.getValue(RELATIONS, "id");
        if (id == null) {
          id = attributes.getValue(STRICT_RELATIONS, "id");
        }
        String title = attributes.getValue("name");
        if (id == null || title == null) {
          return;
        }
        ids.put(title, id);
        requireLess(ids.size(), MAXIMUM_SHEETS);
        String state = attributes.getValue("state");
        if (firstVisible == null && (state == null || state.equals("visible"))) {
          firstVisible = id;
        }
      } else if (name.equals("workbookPr")) {
        String value = attributes.getValue("date1904");
        date1904 = "1".equals(value) || "true".equals(value);
      }
    }

    @Nullable String idOf(String title) {
      String id = ids.get(title);
      return id == null ? firstVisible : id;
    }
  }

  /** What our own forms say they are. */
  private static final class FormProperty extends DefaultHandler {

    private final StringBuilder value = new StringBuilder();
    private boolean inside;
    private boolean found;

    @Override
    public void startElement(String uri, String name, String prefixed, Attributes attributes) {
      if (name.equals("property")) {
        inside = FORM_PROPERTY.equals(attributes.getValue("name"));
        found |= inside;
      }
    }

    @Override
    public void endElement(String uri, String name, String prefixed) {
      if (name.equals("property")) {
        inside = false;
      }
    }

    @Override
    public void characters(char[] text, int start, int length) {
      if (inside) {
        requireLess(value.length() + length, MAXIMUM_TEXT);
        value.append(text, start, length);
      }
    }
  }

  /** Texts that cells refer to by number. */
  private static final class SharedTexts extends DefaultHandler {

    private final List<String> texts = new ArrayList<>();
    private final RichText current = new RichText();
    private long left;

    /**
     * Takes texts for so many bytes.
     *
     * @param memory a file of nothing but empty texts takes five bytes for each
     */
    SharedTexts(long memory) {
      this.left = memory;
    }

    @Override
    public void startElement(String uri, String name, String prefixed, Attributes attributes) {
      current.start(name);
    }

    @Override
    public void endElement(String uri, String name, String prefixed) {
      current.end(name);
      if (name.equals("si")) {
        String text = current.take();
        left -= text.length() + TEXT_OVERHEAD;
        if (left < 0) {
          throw new FileRefusedException("files.zip-bomb");
        }
        texts.add(text);
      }
    }

    @Override
    public void characters(char[] text, int start, int length) {
      current.characters(text, start, length);
    }
  }

  /** A text in runs of different looks, without its phonetic guides. */
  private static final class RichText {

    private final StringBuilder text = new StringBuilder();
    private boolean inText;
    private boolean inPhonetic;

    void start(String name) {
      if (name.equals("rPh")) {
        inPhonetic = true;
      } else if (name.equals("t")) {
        inText = !inPhonetic;
      }
    }

    void end(String name) {
      if (name.equals("rPh")) {
        inPhonetic = false;
      } else if (name.equals("t")) {
        inText = false;
      }
    }

    void characters(char[] characters, int start, int length) {
      if (inText) {
        requireLess(text.length() + length, MAXIMUM_TEXT);
        text.append(characters, start, length);
      }
    }

    String take() {
      String taken = text.toString();
      text.setLength(0);
      return taken;
    }
  }

  /** Which styles of cells show a number as a date. */
  private static final class DateStyles extends DefaultHandler {

    private final Map<Integer, String> formats = new HashMap<>();
    private final List<Boolean> dates = new ArrayList<>();
    private boolean inCellFormats;

    @Override
    public void startElement(String uri, String name, String prefixed, Attributes attributes) {
      switch (name) {
        case "numFmt" ->
            formats.put(number(attributes, "numFmtId"), attributes.getValue("formatCode"));
        case "cellXfs" -> inCellFormats = true;
        case "xf" -> {
          if (inCellFormats) {
            int id = number(attributes, "numFmtId");
            String format = formats.get(id);
            requireLess(dates.size() + formats.size(), MAXIMUM_FORMATS);
            dates.add(DateUtil.isADateFormat(id, format == null ? "" : format) || isJapanese(id));
          }
        }
        default -> {}
      }
    }

    @Override
    public void endElement(String uri, String name, String prefixed) {
      if (name.equals("cellXfs")) {
        inCellFormats = false;
      }
    }

    /** Formats that Japanese Excel has without writing them down: 27 to 36 and 50 to 58. */
    private static boolean isJapanese(int id) {
      return (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
    }

    private static int number(Attributes attributes, String name) {
      String value = attributes.getValue(name);
      return value == null ? 0 : Integer.parseInt(value);
    }
  }

  /** The cells of the sheet. */
  private static final class Rows extends DefaultHandler {

    private final List<String> texts;
    private final List<Boolean> dates;
    private final boolean date1904;
    private final RowAssembler rows;

    private final List<RawCell> cells = new ArrayList<>();
    private final RichText inline = new RichText();
    private final StringBuilder value = new StringBuilder();
    private boolean inValue;
    private String type = "";
    private boolean date;
    private int row;
    private int column = -1;

    Rows(List<String> texts, List<Boolean> dates, boolean date1904, RowAssembler rows) {
      this.texts = texts;
      this.dates = dates;
      this.date1904 = date1904;
      this.rows = rows;
    }

    @Override
    public void startElement(String uri, String name, String prefixed, Attributes attributes) {
      switch (name) {
        case "row" -> {
          String number = attributes.getValue("r");
          int next = number == null ? row + 1 : Integer.parseInt(number);
          if (next <= row || next > MAXIMUM_ROW) {
            throw new FileRefusedException("files.damaged");
          }
          row = next;
          column = -1;
          cells.clear();
        }
        case "c" -> {
          String reference = attributes.getValue("r");
          int next = reference == null ? column + 1 : new CellReference(reference).getCol();
          if (next <= column) {
            throw new FileRefusedException("files.damaged");
          }
          column = next;
          String given = attributes.getValue("t");
          type = given == null ? "n" : given;
          String style = attributes.getValue("s");
          int index = style == null ? 0 : Integer.parseInt(style);
          date = index >= 0 && index < dates.size() && dates.get(index);
          value.setLength(0);
        }
        case "v" -> inValue = true;
        default -> inline.start(name);
      }
    }

    @Override
    public void endElement(String uri, String name, String prefixed) {
      switch (name) {
        case "row" -> rows.row(row, cells);
        case "c" -> cells.add(cell());
        case "v" -> inValue = false;
        default -> inline.end(name);
      }
    }

    @Override
    public void characters(char[] text, int start, int length) {
      if (inValue) {
        requireLess(value.length() + length, MAXIMUM_TEXT);
        value.append(text, start, length);
      } else {
        inline.characters(text, start, length);
      }
    }

    private RawCell cell() {
      String text = value.toString();
      String inlined = inline.take();
      return switch (type) {
        case "s" -> new RawCell(column, shared(text), false);
        case "inlineStr" -> new RawCell(column, inlined, false);
        case "n" -> new RawCell(column, number(text.strip()), !date);
        case "b" -> new RawCell(column, text.equals("1") ? "TRUE" : "FALSE", false);
        // Results of formulas, errors, ISO dates.
        default -> new RawCell(column, text, false);
      };
    }

    private String shared(String index) {
      try {
        return texts.get(Integer.parseInt(index.strip()));
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        throw new FileRefusedException("files.damaged");
      }
    }

    private String number(String text) {
      if (text.isEmpty()) {
        return "";
      }
      if (text.length() > 2 * MAXIMUM_DIGITS) {
        return text;
      }
      BigDecimal number = new BigDecimal(text);
      if (date && DateUtil.isValidExcelDate(number.doubleValue())) {
        return DateUtil.getLocalDateTime(number.doubleValue(), date1904).toLocalDate().toString();
      }
      // 1E1000000 is seven characters there and a million here.
      boolean reasonable = Math.abs((long) number.scale()) + number.precision() <= MAXIMUM_DIGITS;
      return reasonable ? number.stripTrailingZeros().toPlainString() : text;
    }
  }
}
