package jp.yoyo.id.app.inquiry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a user asks the help desk (お問い合わせ).
 *
 * @param referenceNumber by which people speak of it
 * @param organizationType of the organisation for which the user asks; {@code facility}
 * @param askerId Keycloak's id of the user
 * @param locale in which the user is answered
 * @param errorNumber reference number of the error page that it is about
 * @param takenBy user ID of who took it at the help desk
 */
public record Inquiry(
    UUID id,
    String referenceNumber,
    String organizationAlias,
    String organizationName,
    String organizationType,
    String askerId,
    String askerUserName,
    String askerName,
    Locale locale,
    InquiryCategory category,
    @Nullable String errorNumber,
    InquiryState state,
    @Nullable String takenBy,
    int version,
    Instant createdAt,
    Instant changedAt) {

  /** Something that was written in it. */
  public record Message(
      long id,
      boolean byHelpDesk,
      String authorUserName,
      String authorName,
      String text,
      Instant writtenAt) {

    static Message of(ResultSet row, int number) throws SQLException {
      return new Message(
          row.getLong("id"),
          row.getBoolean("by_help_desk"),
          row.getString("author_user_name"),
          row.getString("author_name"),
          row.getString("text"),
          row.getObject("written_at", OffsetDateTime.class).toInstant());
    }
  }

  static Inquiry of(ResultSet row, int number) throws SQLException {
    return new Inquiry(
        row.getObject("id", UUID.class),
        row.getString("reference_number"),
        row.getString("organization_alias"),
        row.getString("organization_name"),
        row.getString("organization_type"),
        row.getString("asker_id"),
        row.getString("asker_user_name"),
        row.getString("asker_name"),
        Locale.forLanguageTag(row.getString("language")),
        InquiryCategory.of(row.getString("category")),
        row.getString("error_number"),
        InquiryState.of(row.getString("state")),
        row.getString("taken_by"),
        row.getInt("version"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
