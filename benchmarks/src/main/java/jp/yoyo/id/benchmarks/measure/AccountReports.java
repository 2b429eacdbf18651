package jp.yoyo.id.benchmarks.measure;

import static jp.yoyo.id.devstack.DevStack.REALM;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import jp.yoyo.id.benchmarks.http.LoadGenerator;
import jp.yoyo.id.benchmarks.http.Requests;
import jp.yoyo.id.benchmarks.load.Loaded;
import jp.yoyo.id.benchmarks.load.Population;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.login.LoginWalk;

/** What the report of the accounts costs those with many organisations below them. */
public final class AccountReports {

  private static final int COUNTED = 5;

  /** The first page, as the companion app asks for it. */
  private record Case(String name, String alias, String administrator, String query) {}

  private final DevStack stack;
  private final Loaded loaded;
  private final Consumer<String> progress;

  public AccountReports(DevStack stack, Loaded loaded, Consumer<String> progress) {
    this.stack = stack;
    this.loaded = loaded;
    this.progress = progress;
  }

  private static List<Case> cases() {
    String central = Population.CENTRAL;
    String administrator = Population.CENTRAL_ADMINISTRATOR;
    String municipality = Population.municipalityAlias(1);
    return List.of(
        new Case("accounts, central office", central, administrator, ""),
        new Case(
            "accounts, central office, one prefecture", central, administrator, "&prefecture=02"),
        new Case(
            "accounts, municipality", municipality, Population.administratorOf(municipality), ""));
  }

  /** Lets the database log its plans of each page. */
  public void explain() throws SQLException {
    try (Statements statements = new Statements(stack)) {
      for (Case each : cases()) {
        String token =
            new LoginWalk(stack.keycloakUrl())
                .login(each.administrator(), loaded.password())
                .accessToken();
        String path =
            "/realms/%s/organization-admin/organizations/%s/accounts?of=supervised&max=20%s"
                .formatted(REALM, each.alias(), each.query());
        statements.explain(
            each.name(),
            stack.keycloakUrl(),
            LoadGenerator.repeating(Requests.get(stack.keycloakUrl(), path, token)),
            COUNTED,
            progress);
      }
    }
  }
}
