package jp.yoyo.id.app.facility;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jp.yoyo.id.app.format.TypedText;
import jp.yoyo.id.app.web.KeyPage;
import jp.yoyo.id.app.web.PageOf;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The register's tables. */
@Repository
class Facilities {

  /**
   * Counting further would take longer than it is worth. Up to so many are found by the index of
   * pairs and then sorted; from there on it is faster to go through the register by kana, where the
   * next page is never far. PostgreSQL alone does not see which: it cannot know that names that are
   * alike stand together.
   */
  static final int COUNTED = 10_000;

  /** Shorter numbers are parts of names (第2クリニック) rather than of codes. */
  private static final int SHORTEST_CODE = 4;

  private static final String ROW =
      """
      select f.id, f.alias, f.kind, f.name, f.kana, f.address, f.prefecture, f.state, f.sort_kana,
        f.representative is null and f.state = 'registered' as lacks_representative,
        (select c.code from facility_code c where c.facility_id = f.id
         order by c.valid_from <= :today and (c.valid_until is null or c.valid_until > :today) desc,
           c.valid_from desc, c.id desc limit 1) as code,
        coalesce((select m.name from municipality m where m.code = f.municipality_code),
          f.municipality_code) as municipality
      """;

  private final JdbcClient database;
  private final Clock clock;

  Facilities(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Where a page begins: after that kana and id. */
  private record Key(String kana, UUID id) {

    private static final int ID_LENGTH = 36;

    String text() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((id + kana).getBytes(StandardCharsets.UTF_8));
    }

    /** Empty for anything that this app has not written. */
    static Optional<Key> of(@Nullable String text) {
      if (text == null || text.length() > 2_000) {
        return Optional.empty();
      }
      try {
        String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        return plain.length() < ID_LENGTH || plain.indexOf('\0') >= 0
            ? Optional.empty()
            : Optional.of(
                new Key(
                    plain.substring(ID_LENGTH), UUID.fromString(plain.substring(0, ID_LENGTH))));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }

  private record Condition(String sql, Map<String, Object> parameters) {

    /** As the index of pairs serves it. */
    static Condition of(FacilityScope scope, FacilitySearch search) {
      return of(scope, search, true);
    }

    /**
     * The same.
     *
     * @param pairs whether the index of pairs is to be used; without it, the register is gone
     *     through in its order
     */
    static Condition of(FacilityScope scope, FacilitySearch search, boolean pairs) {
      List<String> all = new ArrayList<>(List.of(scope.condition()));
      Map<String, Object> parameters = new HashMap<>();
      if (!scope.parameter().isEmpty() || scope.condition().contains(":scope")) {
        parameters.put("scope", scope.parameter());
      }
      text(search.text(), pairs, all, parameters);
      if (!search.prefecture().isEmpty()) {
        all.add("f.prefecture = :prefecture");
        parameters.put("prefecture", search.prefecture());
      }
      if (!search.municipality().isEmpty()) {
        all.add("f.municipality_code = :municipality");
        parameters.put("municipality", search.municipality());
      }
      search
          .kind()
          .ifPresent(
              kind -> {
                all.add("f.kind = :kind");
                parameters.put("kind", kind.column());
              });
      search
          .state()
          .ifPresent(
              state -> {
                all.add("f.state = :state");
                parameters.put("state", state.column());
              });
      if (search.lacksRepresentative()) {
        all.add("f.representative is null and f.state = 'registered'");
      }
      return new Condition(String.join(" and ", all), parameters);
    }

    private static void text(
        String typed, boolean pairs, List<String> all, Map<String, Object> parameters) {
      String digits = TypedText.digits(typed);
      if (digits.length() >= SHORTEST_CODE && TypedText.isDigits(digits)) {
        all.add("f.id in (select c.facility_id from facility_code c where c.code like :code)");
        parameters.put("code", digits + "%");
        return;
      }
      String wanted = SearchPairs.normalized(typed).replace("\0", "");
      if (wanted.isEmpty()) {
        return;
      }
      if (!pairs && wanted.codePointCount(0, wanted.length()) > 1) {
        // Of position() PostgreSQL expects that many rows match.
        all.add("position(:text in f.search_text) > 0");
        parameters.put("text", wanted);
        return;
      }
      all.add("f.search_pairs @> :pairs::text[]");
      parameters.put("pairs", SearchPairs.array(SearchPairs.covering(wanted)));
      if (wanted.codePointCount(0, wanted.length()) > 2) {
        // The pairs may stand apart.
        all.add("f.search_text like :text");
        parameters.put("text", "%" + SearchPairs.escaped(wanted) + "%");
      }
    }
  }

  /**
   * A page by kana; counts to {@link #COUNTED}. One statement for a text, two for all else and for
   * a text that very many have.
   */
  KeyPage<FacilityRow> search(FacilityScope scope, FacilitySearch search, @Nullable String after) {
    return search(scope, search, after, COUNTED);
  }

  /**
   * The same.
   *
   * @param counted instead of {@link #COUNTED}
   */
  KeyPage<FacilityRow> search(
      FacilityScope scope, FacilitySearch search, @Nullable String after, int counted) {
    Optional<Key> key = Key.of(after);
    Condition condition = Condition.of(scope, search);
    List<Keyed> found = new ArrayList<>();
    long total;
    if (search.text().isEmpty()) {
      total = count(condition, counted);
    } else {
      total = found(condition, search, key, counted, found);
      if (found.isEmpty() && key.isPresent()) {
        total = count(condition, counted);
      }
    }
    if (search.text().isEmpty() || total > counted) {
      found =
          rows(Condition.of(scope, search, false), search, key, PageOf.SIZE + 1)
              .query((row, number) -> keyed(row))
              .list();
    }
    boolean more = found.size() > PageOf.SIZE;
    List<Keyed> shown = more ? found.subList(0, PageOf.SIZE) : found;
    return new KeyPage<>(
        shown.stream().map(Keyed::row).toList(),
        Math.min(total, counted),
        total <= counted,
        more ? shown.get(shown.size() - 1).key.text() : null,
        key.isEmpty());
  }

  /** At most one more than to count to. */
  private long count(Condition condition, int countTo) {
    return database
        .sql(
            "select count(*) from (select 1 from facility f where "
                + condition.sql
                + " limit :most) counted")
        .params(condition.parameters)
        .param("most", countTo + 1)
        .query(Long.class)
        .single();
  }

  /**
   * Finds first and sorts then, in one statement with the number of all that match.
   *
   * @return how many match, one more than counted at most: if so, the rows are not to be relied on
   */
  private long found(
      Condition condition,
      FacilitySearch search,
      Optional<Key> after,
      int counted,
      List<Keyed> rows) {
    long[] total = {0};
    page(
            "with found as materialized (select f.id, f.sort_kana from facility f where "
                + condition.sql
                + " limit :counted) "
                + ROW
                + ", (select count(*) from found) as total from (select f.id from found f where true"
                + after(search, after)
                + order(search)
                + " limit :most) page join facility f on f.id = page.id"
                + order(search),
            condition,
            after,
            PageOf.SIZE + 1)
        .param("counted", counted + 1)
        .query(
            row -> {
              total[0] = row.getLong("total");
              rows.add(keyed(row));
            });
    return total[0];
  }

  private record Keyed(FacilityRow row, Key key) {}

  private JdbcClient.StatementSpec rows(
      Condition condition, FacilitySearch search, Optional<Key> after, int most) {
    return page(
        ROW
            + " from facility f where "
            + condition.sql
            + after(search, after)
            + order(search)
            + " limit :most",
        condition,
        after,
        most);
  }

  private static String after(FacilitySearch search, Optional<Key> key) {
    return key.isPresent()
        ? " and (f.sort_kana, f.id) %s (:afterKana, :afterId)"
            .formatted(search.descending() ? "<" : ">")
        : "";
  }

  /** One index serves both directions. */
  private static String order(FacilitySearch search) {
    return search.descending()
        ? " order by f.sort_kana desc, f.id desc"
        : " order by f.sort_kana, f.id";
  }

  private JdbcClient.StatementSpec page(
      String sql, Condition condition, Optional<Key> after, int most) {
    return database
        .sql(sql)
        .params(condition.parameters)
        .param("afterKana", after.map(Key::kana).orElse(""))
        .param("afterId", after.map(Key::id).orElse(new UUID(0, 0)))
        .param("today", LocalDate.now(clock))
        .param("most", most);
  }

  /** All that match, one by one. One statement. */
  void each(FacilityScope scope, FacilitySearch search, Consumer<FacilityRow> consumer) {
    try (Stream<Keyed> found =
        rows(Condition.of(scope, search), search, Optional.empty(), Integer.MAX_VALUE)
            .query((row, number) -> keyed(row))
            .stream()) {
      found.forEach(each -> consumer.accept(each.row));
    }
  }

  private static Keyed keyed(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return new Keyed(
        new FacilityRow(
            id,
            row.getString("alias"),
            FacilityKind.of(row.getString("kind")).orElseThrow(),
            row.getString("code"),
            row.getString("name"),
            row.getString("kana"),
            row.getString("address"),
            row.getString("prefecture"),
            row.getString("municipality"),
            FacilityState.of(row.getString("state")).orElseThrow(),
            row.getBoolean("lacks_representative")),
        new Key(row.getString("sort_kana"), id));
  }

  /** How many still have to enter the 代表者名; counted to 1,000. */
  long countWithoutRepresentative(FacilityScope scope) {
    Condition condition =
        Condition.of(
            scope, new FacilitySearch("", "", "", Optional.empty(), Optional.empty(), true));
    return database
        .sql(
            "select count(*) from (select 1 from facility f where "
                + condition.sql
                + " limit :most) counted")
        .params(condition.parameters)
        .param("most", 1_000)
        .query(Long.class)
        .single();
  }

  Optional<Facility> find(FacilityScope scope, UUID id) {
    return read(scope, "f.id = :id", Map.of("id", id)).stream().findFirst();
  }

  Optional<Facility> findByAlias(FacilityScope scope, String alias) {
    return read(scope, "f.alias = :alias", Map.of("alias", alias)).stream().findFirst();
  }

  /** Whoever holds one of the codes on that day. */
  List<Facility> holding(Collection<String> codes, LocalDate day) {
    return codes.isEmpty()
        ? List.of()
        : read(
            FacilityScope.everything(),
            """
            f.id in (select c.facility_id from facility_code c where c.code in (:codes)
              and c.valid_from <= :day and (c.valid_until is null or c.valid_until > :day))
            """,
            Map.of("codes", codes, "day", day));
  }

  /** Two statements. */
  private List<Facility> read(
      FacilityScope scope, String condition, Map<String, Object> parameters) {
    Map<String, Object> all = new HashMap<>(parameters);
    if (scope.condition().contains(":scope")) {
      all.put("scope", scope.parameter());
    }
    List<Facility> found =
        database
            .sql("select f.* from facility f where " + scope.condition() + " and " + condition)
            .params(all)
            .query((row, number) -> facility(row, List.of()))
            .list();
    if (found.isEmpty()) {
      return found;
    }
    Map<UUID, List<Facility.CodeValidity>> codes = new HashMap<>();
    database
        .sql(
            """
            select * from facility_code where facility_id in (:ids)
            order by valid_from desc, id desc
            """)
        .param("ids", found.stream().map(Facility::id).toList())
        .query(
            row -> {
              codes
                  .computeIfAbsent(
                      row.getObject("facility_id", UUID.class), id -> new ArrayList<>())
                  .add(validity(row));
            });
    return found.stream()
        .map(facility -> withCodes(facility, codes.getOrDefault(facility.id(), List.of())))
        .toList();
  }

  private static Facility.CodeValidity validity(ResultSet row) throws SQLException {
    return new Facility.CodeValidity(
        row.getLong("id"),
        new FacilityCode(row.getString("code")),
        row.getObject("valid_from", LocalDate.class),
        row.getObject("valid_until", LocalDate.class),
        row.getBoolean("doubtful"),
        row.getString("override_reason"));
  }

  private static Facility withCodes(Facility f, List<Facility.CodeValidity> codes) {
    return new Facility(
        f.id(),
        f.alias(),
        f.kind(),
        f.name(),
        f.kana(),
        f.postalCode(),
        f.address(),
        f.telephone(),
        f.founder(),
        f.representative(),
        f.representativeTitle(),
        f.contactMail(),
        f.prefecture(),
        f.municipalityCode(),
        f.supervisorAlias(),
        f.state(),
        f.closedOn(),
        f.version(),
        codes);
  }

  private static Facility facility(ResultSet row, List<Facility.CodeValidity> codes)
      throws SQLException {
    return new Facility(
        row.getObject("id", UUID.class),
        row.getString("alias"),
        FacilityKind.of(row.getString("kind")).orElseThrow(),
        row.getString("name"),
        row.getString("kana"),
        new PostalCode(row.getString("postal_code")),
        row.getString("address"),
        new TelephoneNumber(row.getString("telephone")),
        row.getString("founder"),
        row.getString("representative"),
        row.getString("representative_title"),
        row.getString("contact_mail"),
        row.getString("prefecture"),
        row.getString("municipality_code"),
        row.getString("supervisor_alias"),
        FacilityState.of(row.getString("state")).orElseThrow(),
        row.getObject("closed_on", LocalDate.class),
        row.getInt("version"),
        codes);
  }

  void insert(
      UUID id,
      String alias,
      NewFacility facility,
      String prefecture,
      String municipalityCode,
      String supervisorAlias) {
    FacilityData data = facility.data();
    Searchable searchable = Searchable.of(data);
    database
        .sql(
            """
            insert into facility (id, alias, kind, name, kana, postal_code, address, telephone,
              founder, prefecture, municipality_code, supervisor_alias, created_at, changed_at,
              sort_kana, search_text, search_pairs)
            values (:id, :alias, :kind, :name, :kana, :postalCode, :address, :telephone, :founder,
              :prefecture, :municipality, :supervisor, :now, :now, :sortKana, :searchText, :pairs)
            """)
        .param("id", id)
        .param("alias", alias)
        .param("kind", facility.kind().column())
        .param("name", data.name())
        .param("kana", data.kana().value())
        .param("postalCode", data.postalCode().value())
        .param("address", data.address())
        .param("telephone", data.telephone().value())
        .param("founder", data.founder())
        .param("prefecture", prefecture)
        .param("municipality", municipalityCode)
        .param("supervisor", supervisorAlias)
        .param("now", now())
        .param("sortKana", searchable.sortKana)
        .param("searchText", searchable.text)
        .param("pairs", searchable.pairs.toArray(String[]::new))
        .update();
  }

  /** What search compares. */
  record Searchable(String sortKana, String text, List<String> pairs) {

    static Searchable of(FacilityData data) {
      String name = SearchPairs.normalized(data.name());
      String kana = data.kana().searchKey();
      // No word goes across a line end.
      return new Searchable(kana, name + "\n" + kana, List.copyOf(SearchPairs.of(name, kana)));
    }
  }

  /** Whether the facility still had that version. */
  boolean update(UUID id, int version, FacilityData data) {
    Searchable searchable = Searchable.of(data);
    return database
            .sql(
                """
                update facility set name = :name, kana = :kana, postal_code = :postalCode,
                  address = :address, telephone = :telephone, founder = :founder,
                  sort_kana = :sortKana, search_text = :searchText, search_pairs = :pairs,
                  version = version + 1, changed_at = :now
                where id = :id and version = :version
                """)
            .param("id", id)
            .param("version", version)
            .param("name", data.name())
            .param("kana", data.kana().value())
            .param("postalCode", data.postalCode().value())
            .param("address", data.address())
            .param("telephone", data.telephone().value())
            .param("founder", data.founder())
            .param("now", now())
            .param("sortKana", searchable.sortKana)
            .param("searchText", searchable.text)
            .param("pairs", searchable.pairs.toArray(String[]::new))
            .update()
        == 1;
  }

  boolean update(UUID id, int version, OwnData data) {
    return database
            .sql(
                """
                update facility set representative = :representative, representative_title = :title,
                  telephone = :telephone, contact_mail = :mail, version = version + 1,
                  changed_at = :now
                where id = :id and version = :version
                """)
            .param("id", id)
            .param("version", version)
            .param("representative", data.representative())
            .param("title", data.representativeTitle(), Types.VARCHAR)
            .param("telephone", data.telephone().value())
            .param("mail", data.contactMail(), Types.VARCHAR)
            .param("now", now())
            .update()
        == 1;
  }

  boolean update(UUID id, int version, FacilityState state, @Nullable LocalDate closedOn) {
    return database
            .sql(
                """
                update facility set state = :state, closed_on = :closedOn, version = version + 1,
                  changed_at = :now
                where id = :id and version = :version
                """)
            .param("id", id)
            .param("version", version)
            .param("state", state.column())
            .param("closedOn", closedOn, Types.DATE)
            .param("now", now())
            .update()
        == 1;
  }

  /** Something of it changed that stands in another table. */
  boolean touch(UUID id, int version) {
    return database
            .sql(
                """
                update facility set version = version + 1, changed_at = :now
                where id = :id and version = :version
                """)
            .param("id", id)
            .param("version", version)
            .param("now", now())
            .update()
        == 1;
  }

  /**
   * Adds a code.
   *
   * @throws org.springframework.dao.DataIntegrityViolationException if another facility holds it at
   *     that time
   */
  void addCode(UUID id, FacilityCode code, @Nullable String overrideReason, LocalDate from) {
    database
        .sql(
            """
            insert into facility_code (facility_id, code, valid_from, doubtful, override_reason)
            values (:id, :code, :from, :doubtful, :reason)
            """)
        .param("id", id)
        .param("code", code.value())
        .param("from", from)
        .param("doubtful", code.needsReason())
        .param("reason", overrideReason, Types.VARCHAR)
        .update();
  }

  /** Ends on that day what is valid on it. */
  void endCodes(UUID id, LocalDate until) {
    database
        .sql(
            """
            update facility_code set valid_until = :until
            where facility_id = :id and valid_from < :until
              and (valid_until is null or valid_until > :until)
            """)
        .param("id", id)
        .param("until", until)
        .update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
