package jp.yoyo.id.app.bankaccount;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of attachments. Lists never read the contents. */
@Repository
class Attachments {

  private static final String COLUMNS = "id, kind, file_name, content_type, size, uploaded_at";

  private final JdbcClient database;

  Attachments(JdbcClient database) {
    this.database = database;
  }

  List<Attachment> of(UUID application) {
    return database
        .sql(
            "select "
                + COLUMNS
                + " from bank_account_attachment where application_id = :id order by uploaded_at, id")
        .param("id", application)
        .query((row, number) -> attachment(row))
        .list();
  }

  /** Only within that application. */
  Optional<Attachment> find(UUID application, UUID id) {
    return database
        .sql(
            "select "
                + COLUMNS
                + " from bank_account_attachment where application_id = :application and id = :id")
        .param("application", application)
        .param("id", id)
        .query((row, number) -> attachment(row))
        .optional();
  }

  byte[] content(UUID id) {
    return database
        .sql("select content from bank_account_attachment where id = :id")
        .param("id", id)
        .query((row, number) -> row.getBytes(1))
        .single();
  }

  void insert(UUID application, Attachment attachment, byte[] content, Actor actor) {
    database
        .sql(
            """
            insert into bank_account_attachment (id, application_id, kind, file_name,
              content_type, size, content, uploaded_by, uploaded_at)
            values (:id, :application, :kind, :fileName, :contentType, :size, :content, :user, :at)
            """)
        .param("id", attachment.id())
        .param("application", application)
        .param("kind", attachment.kind().column())
        .param("fileName", attachment.fileName())
        .param("contentType", attachment.contentType().mediaType())
        .param("size", attachment.size())
        .param("content", content)
        .param("user", actor.userId())
        .param("at", Applications.utc(attachment.uploadedAt()))
        .update();
  }

  void delete(UUID application, UUID id) {
    database
        .sql("delete from bank_account_attachment where application_id = :application and id = :id")
        .param("application", application)
        .param("id", id)
        .update();
  }

  private static Attachment attachment(ResultSet row) throws SQLException {
    Instant at = row.getObject("uploaded_at", OffsetDateTime.class).toInstant();
    return new Attachment(
        row.getObject("id", UUID.class),
        Attachment.Kind.of(row.getString("kind")),
        row.getString("file_name"),
        Attachment.ContentType.of(row.getString("content_type")),
        row.getInt("size"),
        at);
  }
}
