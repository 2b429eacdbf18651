package jp.yoyo.id.benchmarks.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import jp.yoyo.id.benchmarks.http.JsonApi;
import jp.yoyo.id.devstack.DevStack;

/** The measurements as tables in Markdown. */
public final class Report {

  private static final double LIST_TARGET = 20;
  private static final double LOGIN_TARGET = 1.03;

  private final StringBuilder text = new StringBuilder();

  /** What it was measured on. */
  public Report conditions(DevStack stack, Object loaded, Effort effort) throws SQLException {
    row("", "");
    row("---", "---");
    row("Date", LocalDate.now(ZoneOffset.UTC).toString());
    row("Machine", machine());
    row(
        "Load of the machine before",
        number(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage())
            + " (more than a few tenths a processor: other programs took part)");
    row("Keycloak", keycloak(stack) + ", 2 GB heap");
    row("Database", database(stack));
    row("Loaded", loaded.toString());
    row(
        "Turns",
        "%d connections, %d rounds of %.1f s for each side, in alternation"
            .formatted(effort.connections(), effort.rounds(), effort.turn().toMillis() / 1000.0));
    text.append('\n');
    return this;
  }

  private static String machine() {
    String model = "";
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      model =
          lines
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.replaceFirst(".*: ", ""))
              .findFirst()
              .orElse("");
    } catch (IOException e) {
      // Only Linux has it.
    }
    return "%d processors%s, shared by server, database and load generator"
        .formatted(
            Runtime.getRuntime().availableProcessors(), model.isEmpty() ? "" : " (" + model + ")");
  }

  private static String keycloak(DevStack stack) {
    JsonNode system =
        JsonApi.ofAdministrator(stack.keycloakUrl(), stack.admin().user(), stack.admin().password())
            .get("/admin/serverinfo")
            .path("systemInfo");
    return system.path("version").asText() + ", JDK " + system.path("javaVersion").asText();
  }

  private static String database(DevStack stack) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                stack.jdbcUrl(), stack.database().user(), stack.database().password());
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                """
                select split_part(version(), ' on ', 1) || ', '
                  || pg_size_pretty(pg_database_size(current_database()))
                """)) {
      result.next();
      return result.getString(1);
    }
  }

  /** Pages of members. */
  public Report memberLists(List<MemberLists.Result> results) {
    text.append("### Pages of 50 members\n\n");
    row(
        "Organisation, page",
        "requests/s ours",
        "stock",
        "ratio (95 % interval)",
        "p50 ms ours / stock",
        "p99 ms ours / stock",
        "SQL statements ours / stock",
        "processor ms in Keycloak + database, ours / stock",
        "ratio");
    row("---", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:");
    for (MemberLists.Result result : results) {
      Comparison comparison = result.comparison();
      row(
          "%,d members, %s (%d)".formatted(result.members(), result.name(), result.items()),
          number(comparison.ours().together().perSecond()),
          number(comparison.stock().together().perSecond()),
          "**" + interval(comparison.ratio(), "%.1f") + "**",
          both(comparison, 0.5),
          both(comparison, 0.99),
          number(result.ourStatements()) + " / " + number(result.stockStatements()),
          "%s + %s / %s + %s"
              .formatted(
                  number(comparison.ours().keycloakMillis()),
                  number(comparison.ours().databaseMillis()),
                  number(comparison.stock().keycloakMillis()),
                  number(comparison.stock().databaseMillis())),
          "%.1f".formatted(comparison.processorRatio()));
    }
    text.append('\n');
    double large = mostStatements(results, /* large= */ true);
    double small = mostStatements(results, /* large= */ false);
    verdict(
        "A constant number of statements, whatever the size of the organisation",
        large < small + 1, // a statement that runs once a second now and then counts as a part
        "at most %s for the large organisation, %s for the small one"
            .formatted(number(large), number(small)));
    for (MemberLists.Result result : results) {
      if (isLarge(result)) {
        double ratio = result.comparison().ratio().estimate();
        verdict(
            "At least 20 times as many requests as stock, %s of the large organisation"
                .formatted(result.name()),
            ratio >= LIST_TARGET,
            "%.1f times; by processor time %.1f"
                .formatted(ratio, result.comparison().processorRatio()));
      }
    }
    text.append('\n');
    return this;
  }

  private static boolean isLarge(MemberLists.Result result) {
    return result.members() > 100;
  }

  private static double mostStatements(List<MemberLists.Result> results, boolean large) {
    return results.stream()
        .filter(result -> isLarge(result) == large)
        .mapToDouble(MemberLists.Result::ourStatements)
        .max()
        .orElse(0);
  }

  /** Logins. */
  public Report logins(Logins.Result result) {
    Comparison load = result.underLoad();
    text.append("### Logins with user ID and password\n\n");
    row("", "ours", "stock flows", "ours : stock (95 % interval)");
    row("---", "--:", "--:", "--:");
    row(
        "Time of a login, %d pairs one by one, median ms".formatted(result.pairs()),
        number(result.ourMillis()),
        number(result.stockMillis()),
        "**" + interval(result.oneByOne(), "%.3f") + "**");
    for (Logins.Step step : result.steps()) {
      row("- " + step.name(), number(step.ourMillis()), number(step.stockMillis()), "");
    }
    row(
        "Logins/s under load",
        number(load.ours().together().perSecond()),
        number(load.stock().together().perSecond()),
        interval(load.ratio(), "%.3f"));
    row("p50 / p99 under load, ms", percentiles(load.ours()), percentiles(load.stock()), "");
    row(
        "SQL statements of a login",
        number(result.ourStatements()),
        number(result.stockStatements()),
        "");
    row(
        "Processor ms of a login, Keycloak + database",
        number(load.ours().keycloakMillis()) + " + " + number(load.ours().databaseMillis()),
        number(load.stock().keycloakMillis()) + " + " + number(load.stock().databaseMillis()),
        "%.3f"
            .formatted(
                (load.ours().keycloakMillis() + load.ours().databaseMillis())
                    / (load.stock().keycloakMillis() + load.stock().databaseMillis())));
    text.append('\n');
    verdict(
        "Our flow adds less than 3 % to a login",
        result.oneByOne().estimate() < LOGIN_TARGET,
        "%+.1f %% (95 %% interval %+.1f to %+.1f %%)"
            .formatted(
                100 * (result.oneByOne().estimate() - 1),
                100 * (result.oneByOne().low() - 1),
                100 * (result.oneByOne().high() - 1)));
    text.append('\n');
    return this;
  }

  /** Exchanges of facility tokens. */
  public Report tokenGrants(List<TokenGrants.Result> results) {
    for (TokenGrants.Result result : results) {
      text.append(
          "### Access tokens: ours signs with ES256, stock with %s\n\n"
              .formatted(result.signature()));
      row(
          "",
          "grants/s",
          "ours : this (95 % interval)",
          "p50 / p99 ms",
          "processor ms in Keycloak + database",
          "SQL statements at random / warm / cold");
      row("---", "--:", "--:", "--:", "--:", "--:");
      for (TokenGrants.Row each : result.rows()) {
        row(
            each.name(),
            number(each.side().together().perSecond()),
            each.ratio() == null ? "" : "**" + interval(each.ratio(), "%.2f") + "**",
            percentiles(each.side()),
            number(each.side().keycloakMillis()) + " + " + number(each.side().databaseMillis()),
            "%s / %s / %s"
                .formatted(
                    number(each.statements().atRandom()),
                    number(each.statements().warm()),
                    number(each.statements().cold())));
      }
      text.append('\n');
    }
    for (String line : results.get(0).heap()) {
      text.append("- ").append(line).append('\n');
    }
    text.append('\n');
    return this;
  }

  /** Exchanges while something else goes on. */
  public Report disturbedGrants(List<DisturbedGrants.Result> results) {
    text.append("### Exchanges while something else goes on\n\n");
    row("Meanwhile", "grants/s", "p50 / p99 ms", "what came of it");
    row("---", "--:", "--:", "---");
    for (DisturbedGrants.Result result : results) {
      row(
          result.meanwhile(),
          number(result.grants().perSecond()),
          number(result.grants().percentileMillis(0.5))
              + " / "
              + number(result.grants().percentileMillis(0.99)),
          result.outcome());
    }
    text.append('\n');
    return this;
  }

  private static String percentiles(Side side) {
    return number(side.together().percentileMillis(0.5))
        + " / "
        + number(side.together().percentileMillis(0.99));
  }

  private static String both(Comparison comparison, double share) {
    return number(comparison.ours().together().percentileMillis(share))
        + " / "
        + number(comparison.stock().together().percentileMillis(share));
  }

  private static String interval(Interval interval, String format) {
    return (format + " (" + format + "–" + format + ")")
        .formatted(interval.estimate(), interval.low(), interval.high());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value)
        .replaceFirst("\\.0+$", "");
  }

  private void verdict(String target, boolean met, String measured) {
    text.append("- %s: **%s** (%s)\n".formatted(target, met ? "met" : "missed", measured));
  }

  private void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
