package jp.yoyo.id.benchmarks.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import jp.yoyo.id.benchmarks.http.JsonApi;
import jp.yoyo.id.benchmarks.http.LoadGenerator;
import jp.yoyo.id.benchmarks.http.LoadGenerator.Work;
import jp.yoyo.id.benchmarks.http.Requests;
import jp.yoyo.id.benchmarks.load.Loaded;
import jp.yoyo.id.benchmarks.load.Population;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.login.LoginWalk;

/**
 * Pages of an organisation's members: with organization-admin by the organisation's administrator,
 * and with Keycloak's admin interface by an administrator of the realm.
 */
public final class MemberLists {

  private static final String REALM = DevStack.REALM;
  private static final int PAGE = 50;
  private static final int COUNTED = 10;

  /** One kind of page, measured. */
  public record Result(
      String name,
      int members,
      int items,
      double ourStatements,
      double stockStatements,
      Comparison comparison) {}

  /**
   * A page that both sides are asked for.
   *
   * @param brief whether stock may leave out the attributes, which ours always shows
   */
  private record Case(String name, String alias, int members, String query, boolean brief) {}

  private final DevStack stack;
  private final Loaded loaded;
  private final Effort effort;
  private final Consumer<String> progress;
  private final JsonApi administrator;

  public MemberLists(DevStack stack, Loaded loaded, Effort effort, Consumer<String> progress) {
    this.stack = stack;
    this.loaded = loaded;
    this.effort = effort;
    this.progress = progress;
    this.administrator =
        JsonApi.ofAdministrator(
            stack.keycloakUrl(), stack.admin().user(), stack.admin().password());
  }

  private List<Case> cases() {
    int large = loaded.population().largeMembers();
    String search = "&search=" + Requests.encoded(Loaded.SEARCHED_NAME);
    return List.of(
        new Case("first page", Population.LARGE, large, "first=0&max=" + PAGE, false),
        new Case(
            "page in the middle",
            Population.LARGE,
            large,
            "first=" + large / 2 + "&max=" + PAGE,
            false),
        new Case("search", Population.LARGE, large, "first=0&max=" + PAGE + search, false),
        new Case(
            "search that finds one in ten",
            Population.LARGE,
            large,
            "first=0&max=" + PAGE + "&search=" + Requests.encoded(Loaded.FREQUENT_NAME),
            false),
        new Case(
            "first page, stock without attributes",
            Population.LARGE,
            large,
            "first=0&max=" + PAGE,
            true),
        new Case("whole list", Population.SMALL, 10, "first=0&max=" + PAGE, false),
        new Case("search", Population.SMALL, 10, "first=0&max=" + PAGE + search, false));
  }

  public List<Result> measure() throws SQLException {
    List<Case> cases = cases();
    warmUp(cases);
    List<Result> results = new ArrayList<>();
    try (Statements statements = new Statements(stack)) {
      for (Case each : cases) {
        Result result = measure(each, statements);
        results.add(result);
        Comparison comparison = result.comparison();
        progress.accept(
            "%s of %,d members: %.1f to %.1f requests/s, %.1f to %.1f ms of processor time"
                .formatted(
                    each.name(),
                    each.members(),
                    comparison.ours().together().perSecond(),
                    comparison.stock().together().perSecond(),
                    comparison.ours().keycloakMillis() + comparison.ours().databaseMillis(),
                    comparison.stock().keycloakMillis() + comparison.stock().databaseMillis()));
      }
    }
    return results;
  }

  /** Until each side has answered often enough for its code to be compiled, within reason. */
  private void warmUp(List<Case> cases) {
    LoadGenerator load = new LoadGenerator(server(), effort.connections());
    long end = System.nanoTime() + 5 * effort.warmUp().toNanos();
    int ours = 0;
    int stock = 0;
    do {
      for (Case each : cases) {
        ours += load.run(ours(each).get(), effort.warmUp().dividedBy(8)).count();
        stock += load.run(stock(each).get(), effort.warmUp().dividedBy(8)).count();
      }
    } while (Math.min(ours, 4 * stock) < effort.warmUpRequests() && System.nanoTime() < end);
    progress.accept("Warm after %,d requests to ours, %,d to stock".formatted(ours, stock));
  }

  private Result measure(Case each, Statements statements) throws SQLException {
    int items = requireSame(each);
    double ourStatements = count(statements, ours(each).get());
    double stockStatements = count(statements, stock(each).get());
    return new Result(
        each.name(),
        each.members(),
        items,
        ourStatements,
        stockStatements,
        Comparison.run(stack.keycloakUrl(), effort, ours(each), stock(each)));
  }

  private double count(Statements statements, Work work) throws SQLException {
    LoadGenerator load = new LoadGenerator(stack.keycloakUrl(), 1);
    long calls =
        statements.during(() -> load.times(COUNTED, work)).stream()
            .mapToLong(Statements.Executed::calls)
            .sum();
    return (double) calls / COUNTED;
  }

  /** Both sides have to answer with the same users in the same order. */
  private int requireSame(Case each) {
    String token = organizationToken(each);
    List<String> ours =
        userIds(
            new JsonApi(stack.keycloakUrl(), () -> token).get(ourPath(each)).path("items"),
            "userId");
    List<String> stock = userIds(administrator.get(stockPath(each)), "username");
    if (ours.isEmpty() || !ours.equals(stock)) {
      throw new IllegalStateException(
          "The two sides answer differently (%s): %s and %s".formatted(each, ours, stock));
    }
    return ours.size();
  }

  private static List<String> userIds(JsonNode items, String field) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.path(field).asText())
        .toList();
  }

  private Supplier<Work> ours(Case each) {
    return () ->
        LoadGenerator.repeating(Requests.get(server(), ourPath(each), organizationToken(each)));
  }

  private Supplier<Work> stock(Case each) {
    String path = stockPath(each);
    return () ->
        LoadGenerator.repeating(
            Requests.get(
                server(),
                path,
                JsonApi.administratorToken(
                    server(), stack.admin().user(), stack.admin().password())));
  }

  private String organizationToken(Case each) {
    return new LoginWalk(server())
        .login(Population.administratorOf(each.alias()), loaded.password())
        .accessToken();
  }

  private static String ourPath(Case each) {
    return "/realms/%s/organization-admin/organizations/%s/members?%s"
        .formatted(REALM, each.alias(), each.query());
  }

  private String stockPath(Case each) {
    String name = loaded.population().nameOf(each.alias());
    JsonNode found =
        administrator.get(
            "/admin/realms/"
                + REALM
                + "/organizations?exact=true&search="
                + Requests.encoded(name));
    if (found.size() != 1) {
      throw new IllegalStateException("There is not one organisation named " + name);
    }
    return "/admin/realms/%s/organizations/%s/members?%s&briefRepresentation=%s"
        .formatted(REALM, found.path(0).path("id").asText(), each.query(), each.brief());
  }

  private URI server() {
    return stack.keycloakUrl();
  }

  /** Lets the database log its plans of each of our pages. */
  public void explain() throws SQLException {
    try (Statements statements = new Statements(stack)) {
      for (Case each : cases()) {
        statements.explain(
            "%s of %,d members".formatted(each.name(), each.members()),
            server(),
            ours(each).get(),
            COUNTED,
            progress);
      }
    }
  }
}
