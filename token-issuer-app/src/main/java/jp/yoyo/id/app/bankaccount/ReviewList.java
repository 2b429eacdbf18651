package jp.yoyo.id.app.bankaccount;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
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

/** The applications that were handed in, as lists. */
@Repository
public class ReviewList {

  static final int PAGE = 50;

  /** Counting further would take longer than it is worth. */
  static final int COUNTED = 10_000;

  private static final int EXPORTED_AT_ONCE = 1_000;

  /** As {@link jp.yoyo.id.app.web.ReferenceNumber} makes them, behind a K. */
  static final Pattern REFERENCE_NUMBER = Pattern.compile("[Kk][0-9A-Za-z]{4}[0-9A-Za-z-]{6,}");

  /** A row; the number is masked already. */
  public record Row(
      UUID id,
      String referenceNumber,
      String facilityCode,
      String facilityName,
      String prefecture,
      String municipalityCode,
      String bankName,
      String branchName,
      String maskedNumber,
      YearMonth appliesFrom,
      ApplicationState state,
      Instant submittedAt,
      String key) {}

  private final JdbcClient database;

  ReviewList(JdbcClient database) {
    this.database = database;
  }

  /** Two statements. */
  KeyPage<Row> page(Actor actor, ReviewSearch search) {
    FederationBankAccounts.requireReader(actor);
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

  /** The newest ones of a facility. One statement. */
  List<Row> ofFacility(String alias, int most) {
    return database
        .sql(
            """
            select a.*, a.submitted_at::text as sort_value,
              coalesce(bank.name, a.bank) as bank_name,
              coalesce(branch.name, a.branch) as branch_name
            from bank_account_application a
            left join bank on bank.code = a.bank
            left join branch on branch.bank = a.bank and branch.code = a.branch
            where a.facility_alias = :alias and a.submitted_at is not null
            order by a.created_at desc, a.id limit :most
            """)
        .param("alias", alias)
        .param("most", most)
        .query(ReviewList::row)
        .list();
  }

  /** All that match, page by page. */
  @Transactional(readOnly = true)
  public void forEach(Actor actor, ReviewSearch search, Consumer<Row> consumer) {
    FederationBankAccounts.requireReader(actor);
    ReviewSearch from = search;
    while (true) {
      List<Row> rows = rows(actor, from, EXPORTED_AT_ONCE);
      rows.forEach(consumer);
      if (rows.size() < EXPORTED_AT_ONCE) {
        return;
      }
      from =
          new ReviewSearch(
              from.q(),
              from.state(),
              from.municipality(),
              from.month(),
              from.sort(),
              from.descending(),
              ReviewSearch.Key.of(rows.get(rows.size() - 1).key(), from.sort()));
    }
  }

  private List<Row> rows(Actor actor, ReviewSearch search, int most) {
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
    // The names of banks for the rows of the page alone.
    return database
        .sql(
            """
            select a.*, a.%s::text as sort_value, coalesce(bank.name, a.bank) as bank_name,
              coalesce(branch.name, a.branch) as branch_name
            from (select * from bank_account_application where %s%s
                  order by %s %s, id %s limit :most) a
            left join bank on bank.code = a.bank
            left join branch on branch.bank = a.bank and branch.code = a.branch
            order by a.%s %s, a.id %s
            """
                .formatted(
                    column,
                    condition.sql,
                    after,
                    column,
                    direction,
                    direction,
                    column,
                    direction,
                    direction))
        .params(condition.parameters)
        .param("most", most)
        .query(ReviewList::row)
        .list();
  }

  /** At most one more than is counted. */
  private long count(Actor actor, ReviewSearch search) {
    Condition condition = Condition.of(actor, search);
    return database
        .sql(
            "select count(*) from (select 1 from bank_account_application where "
                + condition.sql
                + " limit :most) as matching")
        .params(condition.parameters)
        .param("most", COUNTED + 1)
        .query(Long.class)
        .single();
  }

  private record Condition(String sql, Map<String, Object> parameters) {

    static Condition of(Actor actor, ReviewSearch search) {
      List<String> all = new ArrayList<>(List.of("submitted_at is not null"));
      Map<String, Object> parameters = new HashMap<>();
      if (!FederationBankAccounts.isOverseer(actor)) {
        all.add("prefecture = :prefecture");
        parameters.put("prefecture", actor.organization().prefecture());
      }
      search
          .state()
          .ifPresent(
              state -> {
                all.add("state = :state");
                parameters.put("state", state.column());
              });
      if (!search.municipality().isEmpty()) {
        all.add("municipality_code = :municipality");
        parameters.put("municipality", search.municipality());
      }
      search
          .month()
          .ifPresent(
              month -> {
                all.add("applies_from = :month");
                parameters.put("month", month.atDay(1));
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
        // LIKE and not position(): of this one PostgreSQL knows that few rows match.
        all.add("lower(facility_name) like lower(:q)");
        parameters.put("q", "%" + q.replaceAll("([\\\\%_])", "\\\\$1") + "%");
      }
    }
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return new Row(
        id,
        row.getString("reference_number"),
        row.getString("facility_code"),
        row.getString("facility_name"),
        row.getString("prefecture"),
        row.getString("municipality_code"),
        row.getString("bank_name"),
        row.getString("branch_name"),
        new BankAccountNumber(row.getString("number")).masked(),
        YearMonth.from(row.getObject("applies_from", LocalDate.class)),
        ApplicationState.of(row.getString("state")),
        row.getObject("submitted_at", OffsetDateTime.class).toInstant(),
        new ReviewSearch.Key(row.getString("sort_value"), id).text());
  }
}
