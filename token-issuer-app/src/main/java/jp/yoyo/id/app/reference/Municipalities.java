package jp.yoyo.id.app.reference;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Prefectures and municipalities. Each call is one statement. */
@Repository
public class Municipalities {

  /** As many as a list of suggestions shows. */
  public static final int SUGGESTIONS = 20;

  private static final String COLUMNS = "code, prefecture, name, kana, origin, ended_on, version";

  private final JdbcClient database;

  Municipalities(JdbcClient database) {
    this.database = database;
  }

  /** All 47, by code. */
  public List<Prefecture> prefectures() {
    return database
        .sql("select code, name, kana from prefecture order by code")
        .query(
            (row, number) ->
                new Prefecture(row.getString("code"), row.getString("name"), row.getString("kana")))
        .list();
  }

  /** The municipality with this code, ended ones too. */
  public Optional<Municipality> municipality(MunicipalityCode code) {
    return database
        .sql("select " + COLUMNS + " from municipality where code = :code")
        .param("code", code.value())
        .query((row, number) -> municipality(row))
        .optional();
  }

  /** Those of a prefecture that have not ended, by code. */
  public List<Municipality> of(String prefecture) {
    return database
        .sql(
            "select "
                + COLUMNS
                + " from municipality where prefecture = :prefecture and ended_on is null order by code")
        .param("prefecture", prefecture)
        .query((row, number) -> municipality(row))
        .list();
  }

  /**
   * Municipalities that have not ended, whose code or kana begins with the text or whose name
   * contains it.
   *
   * @param prefecture only of this one, or of all
   * @param typed as typed; nothing finds the first ones by code
   */
  public Found<Municipality> search(Optional<String> prefecture, String typed) {
    SearchText text = SearchText.of(typed);
    return Found.ofOneMoreThan(
        SUGGESTIONS,
        database
            .sql(
                "select "
                    + COLUMNS
                    + """
                       from municipality
                      where ended_on is null
                        and (:prefecture = '' or prefecture = :prefecture)
                        and ((:code <> '' and code like :code || '%')
                          or search_name like '%' || :name || '%'
                          or (:kana <> '' and kana like :kana || '%'))
                      order by search_name = :exact desc, search_name like :name || '%' desc, code
                      limit :limit
                      """)
            .param("prefecture", prefecture.orElse(""))
            .param("code", text.code())
            .param("name", SearchText.escaped(text.name()))
            .param("kana", SearchText.escaped(text.kana()))
            .param("exact", text.name())
            .param("limit", SUGGESTIONS + 1)
            .query((row, number) -> municipality(row))
            .list());
  }

  /**
   * Enters a municipality that the program does not bring along: a 広域連合, or one founded since.
   *
   * @return whether there was none with this code
   */
  public boolean add(MunicipalityCode code, String name, String kana) {
    return database
            .sql(
                """
                insert into municipality (code, prefecture, name, kana, origin)
                values (:code, :prefecture, :name, :kana, 'office')
                on conflict do nothing
                """)
            .param("code", code.value())
            .param("prefecture", code.prefecture())
            .param("name", name)
            .param("kana", kana)
            .update()
        == 1;
  }

  /**
   * Changes what is known of a municipality. From now on no package changes it.
   *
   * @param version the one that the officer saw
   * @return whether it still had that version
   */
  public boolean change(
      MunicipalityCode code, int version, String name, String kana, Optional<LocalDate> endedOn) {
    return database
            .sql(
                """
                update municipality
                set name = :name, kana = :kana, ended_on = :endedOn, origin = 'office',
                  version = version + 1
                where code = :code and version = :version
                """)
            .param("code", code.value())
            .param("version", version)
            .param("name", name)
            .param("kana", kana)
            .param("endedOn", endedOn.orElse(null), Types.DATE)
            .update()
        == 1;
  }

  private static Municipality municipality(ResultSet row) throws SQLException {
    LocalDate endedOn = row.getObject("ended_on", LocalDate.class);
    return new Municipality(
        new MunicipalityCode(row.getString("code")),
        row.getString("prefecture"),
        row.getString("name"),
        row.getString("kana"),
        Municipality.Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(endedOn),
        row.getInt("version"));
  }
}
