package jp.yoyo.id.app.facilitytoken;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.format.TypedText;
import jp.yoyo.id.app.web.KeyPage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The applications that were handed in, as lists for offices. */
@Repository
public class TokenApplicationList {

  static final int PAGE = 50;

  /** Counting further would take longer than it is worth. */
  static final int COUNTED = 10_000;

  private static final int EXPORTED_AT_ONCE = 1_000;

  /** As {@link jp.yoyo.id.app.web.ReferenceNumber} makes them, behind a T. */
  private static final Pattern REFERENCE_NUMBER =
      Pattern.compile("[Tt][0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{2}");

  /** A row. */
  public record Row(
      UUID id,
      int version,
      String referenceNumber,
      String facilityCode,
      String facilityName,
      String municipalityCode,
      ApplicationKind kind,
      TokenApplicationState state,
      Instant submittedAt,
      Instant changedAt,
      String key) {}

  private final JdbcClient database;

  TokenApplicationList(JdbcClient database) {
    this.database = database;
  }

  /** Two statements. */
  KeyPage<Row> page(Actor actor, TokenApplicationSearch search) {
    TokenPermissions.requireReader(actor);
    List<Row> rows = rows(actor, search, PAGE + 1);
    boolean more = rows.size() > PAGE;
    List<Row> shown = more ? rows.subList(0, PAGE) : rows;
    long total = count(actor, search);
    return new KeyPage<>(
        shown,
        Math.min(total, COUNTED),
        total <= COUNTED,
        more ? shown.get(PAGE - 1).key() : null,
        search.after().isEmpty());
  }

  /** All that match, page by page. */
  @Transactional(readOnly = true)
  public void forEach(Actor actor, TokenApplicationSearch search, Consumer<Row> consumer) {
    TokenPermissions.requireReader(actor);
    TokenApplicationSearch from = search;
    while (true) {
      List<Row> rows = rows(actor, from, EXPORTED_AT_ONCE);
      rows.forEach(consumer);
      if (rows.size() < EXPORTED_AT_ONCE) {
        return;
      }
      from = from.after(rows.get(rows.size() - 1).key());
    }
  }

  private List<Row> rows(Actor actor, TokenApplicationSearch search, int most) {
    Condition condition = Condition.of(actor, search);
    String column = search.sort().column();
    String direction = search.descending() ? "desc" : "asc";
    String after = "";
    if (search.after().isPresent()) {
      after =
          " and (%s, id) %s (:after::%s, :afterId)"
              .formatted(column, search.descending() ? "<" : ">", search.sort().type());
      condition.parameters.put("after", search.after().get().value());
      condition.parameters.put("afterId", search.after().get().id());
    }
    return database
        .sql(
            """
            select *, %s::text as sort_value from facility_token_application where %s%s
            order by %s %s, id %s limit :most
            """
                .formatted(column, condition.sql, after, column, direction, direction))
        .params(condition.parameters)
        .param("most", most)
        .query(TokenApplicationList::row)
        .list();
  }

  /** At most one more than is counted. */
  private long count(Actor actor, TokenApplicationSearch search) {
    Condition condition = Condition.of(actor, search);
    return database
        .sql(
            "select count(*) from (select 1 from facility_token_application where "
                + condition.sql
                + " limit :most) as matching")
        .params(condition.parameters)
        .param("most", COUNTED + 1)
        .query(Long.class)
        .single();
  }

  private record Condition(String sql, Map<String, Object> parameters) {

    static Condition of(Actor actor, TokenApplicationSearch search) {
      List<String> all = new ArrayList<>(List.of("submitted_at is not null"));
      Map<String, Object> parameters = new HashMap<>();
      String scope = TokenPermissions.scope(actor);
      if (!scope.isEmpty()) {
        all.add("supervisor_alias = :scope");
        parameters.put("scope", scope);
      }
      search
          .state()
          .ifPresent(
              state -> {
                all.add("state = :state");
                parameters.put("state", state.column());
              });
      search
          .kind()
          .ifPresent(
              kind -> {
                all.add("kind = :kind");
                parameters.put("kind", kind.column());
              });
      text(search.q(), all, parameters);
      return new Condition(String.join(" and ", all), parameters);
    }

    private static void text(String q, List<String> all, Map<String, Object> parameters) {
      if (q.isEmpty()) {
        return;
      }
      String digits = TypedText.digits(q);
      if (TypedText.isDigits(digits) && digits.length() <= 10) {
        // A range and not LIKE: an index serves it in every locale.
        all.add("facility_code between :codeFrom and :codeTo");
        parameters.put("codeFrom", digits + "0".repeat(10 - digits.length()));
        parameters.put("codeTo", digits + "9".repeat(10 - digits.length()));
      } else if (REFERENCE_NUMBER.matcher(q).matches()) {
        all.add("reference_number = upper(:q)");
        parameters.put("q", q);
      } else {
        all.add("lower(facility_name) like lower(:q)");
        parameters.put("q", "%" + q.replaceAll("([\\\\%_])", "\\\\$1") + "%");
      }
    }
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return new Row(
        id,
        row.getInt("version"),
        row.getString("reference_number"),
        row.getString("facility_code"),
        row.getString("facility_name"),
        row.getString("municipality_code"),
        ApplicationKind.of(row.getString("kind")),
        TokenApplicationState.of(row.getString("state")),
        row.getObject("submitted_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
        new TokenApplicationSearch.Key(row.getString("sort_value"), id).text());
  }
}
