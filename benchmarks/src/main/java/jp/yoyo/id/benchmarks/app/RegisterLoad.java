package jp.yoyo.id.benchmarks.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.login.AppVisit;

/** Fills the tables of the companion app. */
final class RegisterLoad {

  private static final String NAME = "青木若葉内科クリニック";
  private static final String KANA = "アオキワカバナイカクリニック";

  private RegisterLoad() {}

  /**
   * Fills.
   *
   * @param officer of 千代田区: registers a facility on the form, to compare what is loaded with it
   */
  static void fill(DevStack stack, AppVisit officer, int facilities, int applications)
      throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                stack.companionAppJdbcUrl(),
                stack.companionAppDatabase().user(),
                stack.companionAppDatabase().password());
        Statement statement = connection.createStatement()) {
      statement.execute("select set_config('load.facilities', '" + facilities + "', false)");
      statement.execute("select set_config('load.applications', '" + applications + "', false)");
      statement.execute(script("facilities.sql"));
      statement.execute(script("applications.sql"));
      statement.execute("vacuum analyze facility, facility_code");
      statement.execute("vacuum analyze bank_account_application");
      requireSameAsOnTheForm(statement, officer);
    }
  }

  /** The app computes what search compares; what was loaded has to be computed alike. */
  private static void requireSameAsOnTheForm(Statement statement, AppVisit officer)
      throws SQLException {
    String path = "/issuance/new";
    Offices.requireSuccess(
        officer.send(
            officer
                .open(path)
                .formTo(path)
                .with("kind", "facility")
                .with("code", jp.yoyo.id.benchmarks.load.FacilityCode.facility("13", 999_999))
                .with("name", NAME)
                .with("kana", KANA)
                .with("postalCode", "100-0001")
                .with("address", "東京都千代田区千代田1-1")
                .with("telephone", "03-1234-5678")
                .with("founder", "医療法人予防会")
                .with("lastName", "予防")
                .with("firstName", "花子")
                .with("email", "compared@facility.example")));
    try (ResultSet result =
        statement.executeQuery(
            """
            select count(distinct (sort_kana, search_text, search_pairs)),
              count(*) filter (where alias like 'f-load%'), count(*)
            from facility where name = '"""
                + NAME
                + "'")) {
      result.next();
      if (result.getInt(1) != 1 || result.getInt(2) == 0 || result.getInt(3) <= result.getInt(2)) {
        throw new IllegalStateException(
            "The register that was loaded is not as the companion app writes it:"
                + " %d forms of %s, %d loaded, %d in all"
                    .formatted(result.getInt(1), NAME, result.getInt(2), result.getInt(3)));
      }
    }
  }

  private static String script(String name) {
    try (InputStream stream = RegisterLoad.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
