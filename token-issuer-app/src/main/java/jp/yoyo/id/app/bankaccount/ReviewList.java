package jp.yoyo.id.app.bankaccount;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static final String BANK_NAMES =
      """
      left join bank on bank.code = a.bank
      left join branch on branch.bank = a.bank and branch.code = a.branch
      """;

  private final JdbcClient database;

  ReviewList(JdbcClient database) {
    this.database = database;
  }

  /** One statement for a part of a name, two for all else and for a frequent part of a name. */
  KeyPage<Row> page(Actor actor, ReviewSearch search) {
    return page(actor, search, COUNTED);
  }

  /**
   * The same.
   *
   * @param counted instead of {@link #COUNTED}
   */
  KeyPage<Row> page(Actor actor, ReviewSearch search, int counted) {
    FederationBankAccounts.requireReader(actor);
    return Condition.namePart(search).isPresent()
        ? named(actor, search, counted)
        : page(
            search,
            rows(Condition.of(actor, search), search, PAGE + 1),
            count(Condition.of(actor, search), counted),
            counted);
  }

  private KeyPage<Row> named(Actor actor, ReviewSearch search, int counted) {
    Condition condition = Condition.of(actor, search);
    List<Row> rows = new ArrayList<>();
    long total = found(condition, search, counted, rows);
    if (rows.isEmpty() && search.after().isPresent()) {
      total = count(condition, counted);
    }
    if (total > counted) {
      // So many that the next page is never far: it is faster to go through them in their order.
      rows = rows(Condition.inOrder(actor, search), search, PAGE + 1);
    }
    return page(search, rows, total, counted);
  }

  private static KeyPage<Row> page(ReviewSearch search, List<Row> rows, long total, int counted) {
    boolean more = rows.size() > PAGE;
    List<Row> shown = more ? rows.subList(0, PAGE) : rows;
    return new KeyPage<>(
        shown,
        Math.min(total, counted),
        total <= counted,
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
      List<Row> rows = rows(Condition.of(actor, from), from, EXPORTED_AT_ONCE);
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

  private List<Row> rows(Condition condition, ReviewSearch search, int most) {
    return database
        .sql(
            // The names of banks for the rows of the page alone.
            select(search, "0")
                + " from (select * from bank_account_application where "
                + condition.sql
                + after(search)
                + " order by "
                + order("", search)
                + " limit :most) a "
                + BANK_NAMES
                + " order by "
                + order("a.", search))
        .params(condition.parameters)
        .params(afterParameters(search))
        .param("most", most)
        .query(ReviewList::row)
        .list();
  }

  /**
   * Finds first and sorts then, in one statement with the number of all that match.
   *
   * @return how many match, one more than counted at most: if so, the rows are not to be relied on
   */
  private long found(Condition condition, ReviewSearch search, int counted, List<Row> rows) {
    long[] total = {0};
    database
        .sql(
            "with found as materialized (select id, "
                + search.sort().column()
                + " from bank_account_application where "
                + condition.sql
                + " limit :counted) "
                + select(search, "(select count(*) from found)")
                + " from (select id from found where true"
                + after(search)
                + " order by "
                + order("", search)
                + " limit :most) page join bank_account_application a on a.id = page.id "
                + BANK_NAMES
                + " order by "
                + order("a.", search))
        .params(condition.parameters)
        .params(afterParameters(search))
        .param("counted", counted + 1)
        .param("most", PAGE + 1)
        .query(
            row -> {
              total[0] = row.getLong("total");
              rows.add(row(row, 0));
            });
    return total[0];
  }

  private static String select(ReviewSearch search, String total) {
    return "select a.*, a.%s::text as sort_value, %s as total,"
            .formatted(search.sort().column(), total)
        + " coalesce(bank.name, a.bank) as bank_name, coalesce(branch.name, a.branch) as branch_name";
  }

  private static String order(String table, ReviewSearch search) {
    String direction = search.descending() ? " desc" : " asc";
    return table + search.sort().column() + direction + ", " + table + "id" + direction;
  }

  private static String after(ReviewSearch search) {
    return search.after().isEmpty()
        ? ""
        : " and (%s, id) %s (:after::%s, :afterId)"
            .formatted(
                search.sort().column(), search.descending() ? "<" : ">", search.sort().type());
  }

  private static Map<String, Object> afterParameters(ReviewSearch search) {
    return search
        .after()
        .map(key -> Map.<String, Object>of("after", key.value(), "afterId", key.id()))
        .orElse(Map.of());
  }

  /** At most one more than is counted. */
  private long count(Condition condition, int counted) {
    return database
        .sql(
            "select count(*) from (select 1 from bank_account_application where "
                + condition.sql
                + " limit :most) as matching")
        .params(condition.parameters)
        .param("most", counted + 1)
        .query(Long.class)
        .single();
  }

  private record Condition(String sql, Map<String, Object> parameters) {

    /** As the index of names serves it. */
    static Condition of(Actor actor, ReviewSearch search) {
      return of(
          actor,
          search,
          """
          name_pairs('^' || search_name) @> name_pairs(lower(:pairs))
            and search_name like lower(:q)
          """);
    }

    /** The same for those who read in the order of the list; the index of names stays aside. */
    static Condition inOrder(Actor actor, ReviewSearch search) {
      // Of position() PostgreSQL expects that many rows match.
      return of(actor, search, "position(lower(:pairs) in '^' || search_name) > 0");
    }

    /** The text to look for within names; empty if there is none, or it is a code or number. */
    static Optional<String> namePart(ReviewSearch search) {
      String q = search.q();
      return q.isEmpty() || codeIn(q).isPresent() || REFERENCE_NUMBER.matcher(q).matches()
          ? Optional.empty()
          // As the column search_name.
          : Optional.of(Normalizer.normalize(q, Normalizer.Form.NFKC).replace(" ", ""));
    }

    private static Optional<String> codeIn(String q) {
      return Optional.of(TypedText.digits(q))
          .filter(digits -> TypedText.isDigits(digits) && digits.length() <= 10);
    }

    private static Condition of(Actor actor, ReviewSearch search, String named) {
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
      Optional<String> part = namePart(search);
      if (part.isPresent()) {
        all.add(named);
        boolean single = part.get().codePointCount(0, part.get().length()) == 1;
        parameters.put("pairs", (single ? "^" : "") + part.get());
        parameters.put(
            "q", (single ? "" : "%") + part.get().replaceAll("([\\\\%_])", "\\\\$1") + "%");
      } else if (!search.q().isEmpty()) {
        codeOrNumber(search.q(), all, parameters);
      }
      return new Condition(String.join(" and ", all), parameters);
    }

    private static void codeOrNumber(String q, List<String> all, Map<String, Object> parameters) {
      Optional<String> code = codeIn(q);
      if (code.isPresent()) {
        String digits = code.get();
        // A range and not LIKE: an index serves it in every locale.
        all.add("facility_code between :codeFrom and :codeTo");
        parameters.put("codeFrom", digits + "0".repeat(10 - digits.length()));
        parameters.put("codeTo", digits + "9".repeat(10 - digits.length()));
      } else {
        all.add("reference_number = upper(:q)");
        parameters.put("q", q);
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
