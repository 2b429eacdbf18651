package jp.yoyo.id.app.reference;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Banks and branches. Each call is one statement. Searches leave out what has ended; look-ups by
 * code do not, because old accounts refer to it.
 */
@Repository
public class Banks {

  /** As many as a list of suggestions shows. */
  public static final int SUGGESTIONS = 20;

  private final JdbcClient database;

  Banks(JdbcClient database) {
    this.database = database;
  }

  /** The bank with this code, ended ones too. */
  public Optional<Bank> bank(BankCode code) {
    return database
        .sql("select code, name, kana, ended_on from bank where code = :code")
        .param("code", code.value())
        .query((row, number) -> bank(row))
        .optional();
  }

  /** The branch with this code, ended ones too. */
  public Optional<Branch> branch(BankCode bank, BranchCode code) {
    return database
        .sql(
            """
            select bank, code, name, kana, ended_on
            from branch
            where bank = :bank and code = :code
            """)
        .param("bank", bank.value())
        .param("code", code.value())
        .query((row, number) -> branch(row))
        .optional();
  }

  /**
   * Banks whose code or kana begins with the text or whose name contains it; those that match best
   * first.
   *
   * @param typed as typed; nothing finds nothing
   */
  public Found<Bank> search(String typed) {
    SearchText text = SearchText.of(typed);
    if (text.isEmpty()) {
      return new Found<>(List.of(), false);
    }
    return Found.ofOneMoreThan(
        SUGGESTIONS,
        matching("select code, name, kana, ended_on from bank where true", text)
            .query((row, number) -> bank(row))
            .list());
  }

  /**
   * Branches of a bank, as for banks.
   *
   * @param typed as typed; nothing finds the first branches by code
   */
  public Found<Branch> searchBranches(BankCode bank, String typed) {
    SearchText text = SearchText.of(typed);
    return Found.ofOneMoreThan(
        SUGGESTIONS,
        matching("select bank, code, name, kana, ended_on from branch where bank = :bank", text)
            .param("bank", bank.value())
            .query((row, number) -> branch(row))
            .list());
  }

  /** By code, name or kana, the most likely ones first. */
  private JdbcClient.StatementSpec matching(String from, SearchText text) {
    return database
        .sql(
            from
                + """
                   and ended_on is null
                    and ((:code <> '' and code like :code || '%')
                      or search_name like '%' || :name || '%'
                      or (:kana <> '' and kana like :kana || '%'))
                  order by search_name = :exact desc, kana = :exactKana desc,
                    search_name like :name || '%' desc, code
                  limit :limit
                  """)
        .param("code", text.code())
        .param("name", SearchText.escaped(text.name()))
        .param("kana", SearchText.escaped(text.kana()))
        .param("exact", text.name())
        .param("exactKana", text.kana())
        .param("limit", SUGGESTIONS + 1);
  }

  private static Bank bank(ResultSet row) throws SQLException {
    return new Bank(
        new BankCode(row.getString("code")),
        row.getString("name"),
        row.getString("kana"),
        Optional.ofNullable(row.getObject("ended_on", LocalDate.class)));
  }

  private static Branch branch(ResultSet row) throws SQLException {
    return new Branch(
        new BankCode(row.getString("bank")),
        new BranchCode(row.getString("code")),
        row.getString("name"),
        row.getString("kana"),
        Optional.ofNullable(row.getObject("ended_on", LocalDate.class)));
  }
}
