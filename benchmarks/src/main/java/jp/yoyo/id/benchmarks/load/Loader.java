package jp.yoyo.id.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import jp.yoyo.id.benchmarks.http.JsonApi;
import jp.yoyo.id.benchmarks.load.Population.Kind;
import jp.yoyo.id.benchmarks.load.Population.Organization;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.login.LoginWalk;

/**
 * Fills a fresh stack. A few organisations and users are made through the REST interfaces; the rest
 * are copies of their rows, because the interface hashes a password and sends a mail for each user,
 * some hours for 100,000 of them. What was loaded is then looked at through the interfaces again.
 */
public final class Loader {

  private final DevStack stack;
  private final Consumer<String> progress;

  public Loader(DevStack stack, Consumer<String> progress) {
    this.stack = stack;
    this.progress = progress;
  }

  /** Loads and checks; Keycloak was restarted when it returns, with empty caches. */
  public Loaded load(Population population) throws SQLException {
    Path directory = stack.dataDirectory();
    Loaded loaded = new Loaded(population, newPassword());
    long start = System.nanoTime();
    Map<Kind, String> templates = Templates.issue(stack, loaded.password()).users();
    progress.accept("Templates issued through the REST interface (" + since(start) + ")");
    String stockFlows = StockFlowRealm.bringUpToDate(stack);
    List<Organization> plan = population.plan(Population.CENTRAL);
    for (String realm : List.of(realmId(), stockFlows)) {
      start = System.nanoTime();
      try (Connection connection = connect()) {
        connection.setAutoCommit(false);
        new RowCopies(connection, realm).load(plan, templates);
        connection.commit();
      }
      progress.accept(
          "%,d organisations and %,d users copied (%s)"
              .formatted(population.organizations(), population.users(), since(start)));
    }
    start = System.nanoTime();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("vacuum analyze"); // what autovacuum does within minutes
    }
    progress.accept("Statistics brought up to date (" + since(start) + ")");
    start = System.nanoTime();
    stack.restartKeycloak(); // its caches know nothing of what was written past it
    progress.accept("Keycloak restarted (" + since(start) + ")");
    check(loaded);
    loaded.write(directory);
    return loaded;
  }

  private void check(Loaded loaded) {
    Population population = loaded.population();
    List<Organization> plan = population.plan(Population.CENTRAL);
    LoginWalk walk = new LoginWalk(stack.keycloakUrl());
    for (String alias :
        List.of(Population.LARGE, Population.SMALL, population.ordinaryFacility())) {
      Organization organization =
          plan.stream().filter(it -> it.alias().equals(alias)).findFirst().orElseThrow();
      String token = walk.login(Population.administratorOf(alias), loaded.password()).accessToken();
      JsonNode members =
          new JsonApi(stack.keycloakUrl(), () -> token)
              .get(
                  "/realms/"
                      + DevStack.REALM
                      + "/organization-admin/organizations/"
                      + alias
                      + "/members?first=0&max=50");
      require(members.path("total").asInt() == organization.members(), alias + ": total", members);
      JsonNode first = members.path("items").path(0);
      require(
          first.path("userId").asText().equals(organization.userId(1)), alias + ": first", first);
      require(
          first.path("roles").path(0).asText().equals("organization-admin"),
          alias + ": role of the first",
          first);
    }
    JsonApi administrator =
        JsonApi.ofAdministrator(
            stack.keycloakUrl(), stack.admin().user(), stack.admin().password());
    int users = administrator.get("/admin/realms/" + DevStack.REALM + "/users/count").asInt();
    require(users >= population.users(), "Users", users);
    int organizations =
        administrator.get("/admin/realms/" + DevStack.REALM + "/organizations/count").asInt();
    require(organizations >= population.organizations(), "Organisations", organizations);
    progress.accept(
        "Checked through the REST interfaces: administrators log in and list their members;"
            + " Keycloak counts %,d organisations and %,d users".formatted(organizations, users));
  }

  private static void require(boolean holds, String what, Object found) {
    if (!holds) {
      throw new IllegalStateException("The load is not as planned. " + what + ": " + found);
    }
  }

  private String realmId() {
    return JsonApi.ofAdministrator(
            stack.keycloakUrl(), stack.admin().user(), stack.admin().password())
        .get("/admin/realms/" + DevStack.REALM)
        .path("id")
        .asText();
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        stack.jdbcUrl() + "?reWriteBatchedInserts=true",
        stack.database().user(),
        stack.database().password());
  }

  /** Random, in the form that the realm's policy asks for. */
  private static String newPassword() {
    return "Bench-" + Long.toUnsignedString(new SecureRandom().nextLong(), 36) + "-9A";
  }

  private static String since(long start) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
  }

  /** How much the database holds. */
  public String size() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("select pg_size_pretty(pg_database_size(current_database()))")) {
      result.next();
      return result.getString(1);
    }
  }
}
