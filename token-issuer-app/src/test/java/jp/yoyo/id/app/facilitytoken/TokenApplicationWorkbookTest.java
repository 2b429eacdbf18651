package jp.yoyo.id.app.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.facility.FacilityCode;
import jp.yoyo.id.app.facility.FacilityKind;
import jp.yoyo.id.app.facility.FacilityState;
import jp.yoyo.id.app.facility.PostalCode;
import jp.yoyo.id.app.facility.TelephoneNumber;
import jp.yoyo.id.app.facilitytoken.TokenApplicationWorkbook.Filled;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbookType;
import org.junit.jupiter.api.Test;

final class TokenApplicationWorkbookTest {

  private static final String CODE = "1390110049";

  private final TokenApplicationWorkbook workbook =
      new TokenApplicationWorkbook(Clock.system(java.time.ZoneId.of("Asia/Tokyo")));

  private static Facility facility() {
    return new Facility(
        UUID.randomUUID(),
        "clinic-a",
        FacilityKind.FACILITY,
        "予防クリニック",
        "ヨボウクリニック",
        PostalCode.parse("100-0001"),
        "東京都千代田区千代田1-1",
        TelephoneNumber.parse("03-1234-5678"),
        "医療法人予防会",
        "予防 花子",
        null,
        "clinic@example.jp",
        "13",
        "131016",
        "city",
        FacilityState.REGISTERED,
        null,
        0,
        List.of(
            new Facility.CodeValidity(
                1, new FacilityCode(CODE), LocalDate.of(2020, 1, 1), null, false, null)));
  }

  private byte[] form() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    workbook.write(facility(), out);
    return out.toByteArray();
  }

  private byte[] filled(Consumer<XSSFWorkbook> change) throws IOException {
    return FilledForm.of(form(), change);
  }

  private Filled read(byte[] file) throws IOException {
    return workbook.read(
        new ByteArrayInputStream(file),
        code -> code.value().equals(CODE) ? Optional.of(facility()) : Optional.empty());
  }

  @Test
  void writeWhenFacilityIsKnownThenFilledInAndProtected() throws IOException {
    try (XSSFWorkbook opened = new XSSFWorkbook(new ByteArrayInputStream(form()))) {
      assertThat(opened.getNumberOfSheets()).isEqualTo(4);
      for (String name : List.of("申請書", "記入例", "記入方法", "コード表")) {
        assertThat(opened.getSheet(name).getProtect()).as(name).isTrue();
      }
      XSSFSheet sheet = opened.getSheet("申請書");
      assertThat(sheet.getRow(6).getCell(2).getStringCellValue()).isEqualTo(CODE);
      assertThat(sheet.getRow(6).getCell(2).getCellStyle().getLocked()).isFalse();
      assertThat(sheet.getRow(6).getCell(1).getCellStyle().getLocked()).isTrue();
      assertThat(sheet.getDataValidations()).hasSize(4);
      assertThat(opened.getProperties().getCustomProperties().getProperty("YoyoForm").getLpwstr())
          .isEqualTo("facility-token-application-1");
    }
  }

  @Test
  void writeWhenNoFacilityThenTheMunicipalitysCodeAlone() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    workbook.write("131016", out);
    try (XSSFWorkbook opened = new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
      XSSFSheet sheet = opened.getSheet("申請書");
      for (int i = 1; i <= sheet.getLastRowNum(); i++) {
        String title = sheet.getRow(i).getCell(1).getStringCellValue();
        assertThat(sheet.getRow(i).getCell(2).getStringCellValue())
            .as(title)
            .isEqualTo(title.startsWith("申請先自治体") ? "131016" : "");
      }
      assertThat(TokenApplicationWorkbook.cell("targetToken")).isEqualTo("C24");
      assertThat(sheet.getRow(23).getCell(1).getStringCellValue()).isEqualTo("対象トークン");
      assertThat(TokenApplicationWorkbook.cell("")).isEmpty();
    }
  }

  @Test
  void readWhenFilledInThenTheApplication() throws IOException {
    Filled filled = read(filled(opened -> {}));
    assertThat(filled.problems()).isEmpty();
    TokenApplicationContent content = filled.content();
    assertThat(content).isNotNull();
    assertThat(content.kind()).isEqualTo(ApplicationKind.NEW);
    assertThat(content.terminals()).isEqualTo(2);
    assertThat(content.contactMail()).isEqualTo("clinic@example.jp");
  }

  @Test
  void readWhenSomethingIsWrongThenNamesTheCell() throws IOException {
    assertThat(problems(opened -> FilledForm.set(opened, "医療機関コード", "1390110048")))
        .containsExactly("C7 facilitytoken.file.check-digit");
    assertThat(problems(opened -> FilledForm.set(opened, "医療機関コード", "13901")))
        .containsExactly("C7 format.facility-code.digits");
    assertThat(problems(opened -> FilledForm.set(opened, "医療機関コード", "0190000016")))
        .allMatch(problem -> problem.startsWith("C7 facilitytoken.file."));
    assertThat(problems(opened -> FilledForm.set(opened, "代表者名", "予防 次郎")))
        .containsExactly("C13 facilitytoken.file.register");
    assertThat(problems(opened -> FilledForm.set(opened, "申請区分", "新規?")))
        .containsExactly("C3 facilitytoken.error.choice");
    assertThat(problems(opened -> FilledForm.set(opened, "同意事項", "")))
        .containsExactly("C6 facilitytoken.error.consent");
    assertThat(problems(opened -> FilledForm.set(opened, "申請区分", "再発行")))
        .containsExactlyInAnyOrder("C24 facility.text.required", "C25 facility.text.required");
    assertThat(problems(opened -> FilledForm.set(opened, "担当者のメールアドレス", "no address")))
        .containsExactly("C17 facility.mail");
    assertThat(problems(opened -> FilledForm.set(opened, "利用開始希望日", "来月")))
        .containsExactly("C23 facilitytoken.error.date");
    assertThat(
            problems(opened -> opened.getSheet("申請書").getRow(20).getCell(1).setCellValue("別の項目")))
        .contains("B21 facilitytoken.file.item");
  }

  private List<String> problems(Consumer<XSSFWorkbook> change) throws IOException {
    Filled filled = read(filled(change));
    assertThat(filled.content()).isNull();
    return filled.problems().stream().map(p -> p.cell() + " " + p.key()).toList();
  }

  @Test
  void readWhenTheFileIsNoneOfOursThenRefusedWithTheReason() throws Exception {
    assertThat(keys(new byte[0])).containsExactly("files.empty");
    assertThat(keys("%PDF-1.7".getBytes(StandardCharsets.US_ASCII)))
        .containsExactly("files.wrong-format");
    assertThat(keys("PK\3\4 broken".getBytes(StandardCharsets.US_ASCII)))
        .containsExactly("files.damaged");
    assertThat(
            keys(
                filled(
                    opened ->
                        opened
                            .getProperties()
                            .getCustomProperties()
                            .getProperty("YoyoForm")
                            .setLpwstr("facility-token-application-0"))))
        .containsExactly("files.other-form");
    try (XSSFWorkbook macros = new XSSFWorkbook(XSSFWorkbookType.XLSM)) {
      macros.createSheet("申請書");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      macros.write(out);
      assertThat(keys(out.toByteArray())).containsExactly("files.macros");
    }
    assertThat(keys(encrypted(form()))).containsExactly("files.encrypted");
    assertThat(keys(bomb())).isNotEmpty().allMatch(key -> key.startsWith("files."));
    assertThat(keys(new byte[6 << 20])).allMatch(key -> key.startsWith("files."));
    assertThat(keys(doctype())).allMatch(key -> key.startsWith("files.")).isNotEmpty();
  }

  private List<String> keys(byte[] file) throws IOException {
    Filled filled = read(file);
    assertThat(filled.content()).isNull();
    return filled.problems().stream().map(TokenApplicationWorkbook.Problem::key).toList();
  }

  private static byte[] encrypted(byte[] form) throws Exception {
    try (POIFSFileSystem ole = new POIFSFileSystem()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword("password");
      try (java.io.OutputStream out = encryptor.getDataStream(ole)) {
        out.write(form);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ole.writeFilesystem(out);
      return out.toByteArray();
    }
  }

  /** The form with a sheet that unpacks to 300 MB. */
  private byte[] bomb() throws IOException {
    return replaced(
        "xl/worksheets/sheet1.xml",
        out -> {
          out.write(
              "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>"
                  .getBytes(StandardCharsets.UTF_8));
          byte[] zeros = new byte[1 << 20];
          java.util.Arrays.fill(zeros, (byte) 'A');
          for (int i = 0; i < 300; i++) {
            out.write(zeros);
          }
        });
  }

  private byte[] doctype() throws IOException {
    return replaced(
        "xl/worksheets/sheet1.xml",
        out ->
            out.write(
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet>&e;</worksheet>"
                    .getBytes(StandardCharsets.UTF_8)));
  }

  private interface Writing {
    void to(java.io.OutputStream out) throws IOException;
  }

  private byte[] replaced(String name, Writing content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (java.util.zip.ZipInputStream in =
            new java.util.zip.ZipInputStream(new ByteArrayInputStream(form()));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        if (entry.getName().equals(name)) {
          content.to(out);
        } else {
          in.transferTo(out);
        }
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
