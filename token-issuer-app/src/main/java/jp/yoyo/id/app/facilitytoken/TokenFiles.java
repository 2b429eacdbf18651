package jp.yoyo.id.app.facilitytoken;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers that are files. */
final class TokenFiles {

  private static final MediaType XLSX =
      MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

  private TokenFiles() {}

  static ResponseEntity<byte[]> workbook(ByteArrayOutputStream content) {
    return file("医療機関トークン申請書.xlsx", XLSX, content.toByteArray());
  }

  /** Kept by no browser and no proxy: there is a claim code in it. */
  static ResponseEntity<byte[]> notice(String referenceNumber, byte[] pdf) {
    return file("受領コード通知書_%s.pdf".formatted(referenceNumber), MediaType.APPLICATION_PDF, pdf);
  }

  private static ResponseEntity<byte[]> file(String name, MediaType type, byte[] content) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString())
        .contentType(type)
        .body(content);
  }
}
