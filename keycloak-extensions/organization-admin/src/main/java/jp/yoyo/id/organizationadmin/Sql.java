package jp.yoyo.id.organizationadmin;

import jakarta.persistence.EntityManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.Session;

/**
 * Statements in SQL over Keycloak's own tables, for PostgreSQL, in the transaction of the entity
 * manager.
 *
 * <p>For what every page asks. Hibernate translates a query with a list of ids anew each time and
 * reads the description of each answer's columns; both together cost more than the answer.
 */
public final class Sql {

  /** Takes what it needs from one row. */
  @FunctionalInterface
  public interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Stands before the name of every table. */
  private static final String SCHEMA = "{h-schema}";

  private static final Map<String, String> WITH_SCHEMA = new ConcurrentHashMap<>();

  private Sql() {}

  /**
   * The rows of one statement, which sees what the entity manager has changed so far.
   *
   * @param sql a constant text; its tables stand as {@code {h-schema}user_entity}
   * @param parameters for the question marks: text, numbers, or collections of texts for {@code
   *     any(?)}
   */
  public static <T> List<T> rows(
      EntityManager entities, String sql, Row<T> row, Object... parameters) {
    entities.flush();
    String text = inSchema(entities, sql);
    return entities
        .unwrap(Session.class)
        .doReturningWork(
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(text)) {
                for (int i = 0; i < parameters.length; i++) {
                  if (parameters[i] instanceof Collection<?> texts) {
                    statement.setArray(i + 1, connection.createArrayOf("varchar", texts.toArray()));
                  } else {
                    statement.setObject(i + 1, parameters[i]);
                  }
                }
                List<T> rows = new ArrayList<>();
                try (ResultSet result = statement.executeQuery()) {
                  while (result.next()) {
                    rows.add(row.of(result));
                  }
                }
                return rows;
              }
            });
  }

  /** The schema of Keycloak's tables ({@code --db-schema}) may be another than the connection's. */
  private static String inSchema(EntityManager entities, String sql) {
    return WITH_SCHEMA.computeIfAbsent(
        sql,
        text -> {
          Object schema =
              entities.getEntityManagerFactory().getProperties().get("hibernate.default_schema");
          return text.replace(SCHEMA, schema == null ? "" : schema + ".");
        });
  }
}
