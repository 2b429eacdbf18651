package jp.yoyo.id.app.bankaccount;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** 添付書類 of an application, without its content. */
public record Attachment(
    UUID id, Kind kind, String fileName, ContentType contentType, int size, Instant uploadedAt) {

  /** What it shows. */
  public enum Kind {
    /** 通帳の写し. */
    PASSBOOK,
    /** 委任状, needed where the account's holder is not the facility's owner. */
    POWER_OF_ATTORNEY,
    OTHER;

    public String column() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String key() {
      return "bankaccount.attachment." + column();
    }

    static Kind of(String column) {
      return valueOf(column.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /** What it is, by its content: what the browser said counts for nothing. */
  public enum ContentType {
    PDF("application/pdf", "pdf"),
    JPEG("image/jpeg", "jpg"),
    PNG("image/png", "png");

    private final String mediaType;
    private final String extension;

    ContentType(String mediaType, String extension) {
      this.mediaType = mediaType;
      this.extension = extension;
    }

    public String mediaType() {
      return mediaType;
    }

    public String extension() {
      return extension;
    }

    static ContentType of(String mediaType) {
      for (ContentType type : values()) {
        if (type.mediaType.equals(mediaType)) {
          return type;
        }
      }
      throw new IllegalArgumentException(mediaType);
    }

    /**
     * Recognises a content by its first bytes.
     *
     * @throws RefusedApplicationException for anything else
     */
    static ContentType ofContent(byte[] content) {
      if (startsWith(content, '%', 'P', 'D', 'F', '-')) {
        return PDF;
      }
      if (startsWith(content, 0xff, 0xd8, 0xff)) {
        return JPEG;
      }
      if (startsWith(content, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
        return PNG;
      }
      throw new RefusedApplicationException("file", "bankaccount.attachment.type");
    }

    private static boolean startsWith(byte[] content, int... bytes) {
      if (content.length < bytes.length) {
        return false;
      }
      for (int i = 0; i < bytes.length; i++) {
        if ((content[i] & 0xff) != bytes[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** Largest content. */
  public static final int MOST_BYTES = 5 << 20;

  /** The most attachments of one application. */
  public static final int MOST = 10;
}
