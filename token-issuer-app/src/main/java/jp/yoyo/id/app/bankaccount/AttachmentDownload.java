package jp.yoyo.id.app.bankaccount;

import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** An attachment as a download: a browser saves it and shows nothing of it itself. */
final class AttachmentDownload {

  private AttachmentDownload() {}

  static ResponseEntity<byte[]> of(Attachment attachment, byte[] content) {
    ContentDisposition name =
        ContentDisposition.attachment()
            // The ending is that of the content, whatever the file was called.
            .filename(
                attachment.fileName().replaceAll("\\.[^.]*$", "")
                    + "."
                    + attachment.contentType().extension(),
                StandardCharsets.UTF_8)
            .build();
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(attachment.contentType().mediaType()))
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "sandbox; default-src 'none'")
        .body(content);
  }
}
