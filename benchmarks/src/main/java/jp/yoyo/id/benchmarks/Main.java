package jp.yoyo.id.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.benchmarks.app.IssueFromFile;
import jp.yoyo.id.benchmarks.app.RegisterPages;
import jp.yoyo.id.benchmarks.load.Loaded;
import jp.yoyo.id.benchmarks.load.LoadedTokens;
import jp.yoyo.id.benchmarks.load.Loader;
import jp.yoyo.id.benchmarks.load.Population;
import jp.yoyo.id.benchmarks.load.StockFlowRealm;
import jp.yoyo.id.benchmarks.load.TokenLoader;
import jp.yoyo.id.benchmarks.measure.AccountReports;
import jp.yoyo.id.benchmarks.measure.AnswerTimes;
import jp.yoyo.id.benchmarks.measure.DisturbedGrants;
import jp.yoyo.id.benchmarks.measure.Effort;
import jp.yoyo.id.benchmarks.measure.Logins;
import jp.yoyo.id.benchmarks.measure.MeasuredServer;
import jp.yoyo.id.benchmarks.measure.MemberLists;
import jp.yoyo.id.benchmarks.measure.Report;
import jp.yoyo.id.benchmarks.measure.TokenGrants;
import jp.yoyo.id.devstack.DevStack;

/**
 * The command line of {@code benchmarks/run}.
 *
 * <pre>
 * all      load, then measure (if no command is given)
 * load     a fresh stack with --organizations=20000 --users=100000 --large=5000
 * measure  what was loaded
 * load-tokens  a fresh stack with --facilities=200000 and as many tokens and stock clients
 * tokens   exchanges of facility tokens beside client credentials; --jdk=DIRECTORY of Keycloak,
 *          --accounts=NUMBER that the grant keeps in memory
 * plans    shows the statements of our pages; their plans stand in the database's log
 * register --facilities=200000 --applications=300000 in the companion app: searches and lists
 * issue    --facilities=1000 with their administrators from one file, on the whole stack
 * timing   --pairs=1000 answers about user IDs that exist and that do not; loads what it needs
 * quick    small load, short measurement: shows that it all runs
 * </pre>
 */
public final class Main {

  private static final int ORGANIZATIONS = 20_000;
  private static final int USERS = 100_000;
  private static final int LARGE = 5_000;
  private static final int FACILITIES = 200_000;
  private static final int APPLICATIONS = 300_000;
  private static final int REQUESTS = 100;
  private static final int FROM_ONE_FILE = 1_000;
  private static final int ISSUED = 10_000;
  private static final int TIMED_PAIRS = 1_000;

  /** As the extension's own default. */
  private static final int ACCOUNTS = 50_000;

  private final Options options;

  private Main(Options options) {
    this.options = options;
  }

  public static void main(String[] arguments) throws SQLException, IOException {
    try {
      new Main(Options.parse(List.of(arguments))).run();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private void run() throws SQLException, IOException {
    switch (options.command()) {
      case "all" -> {
        try (DevStack stack = start(/* fresh= */ true)) {
          measure(stack, load(stack, population()), effort(Effort.full()));
        }
      }
      case "load" -> {
        try (DevStack stack = start(/* fresh= */ true)) {
          var unused = load(stack, population());
        }
      }
      case "measure" -> {
        try (DevStack stack = start(/* fresh= */ false)) {
          Loaded loaded = loaded(stack);
          var unused = StockFlowRealm.bringUpToDate(stack);
          measure(stack, loaded, effort(Effort.full()));
        }
      }
      case "load-tokens" -> {
        try (DevStack stack = startTokens(/* fresh= */ true)) {
          say(
              "Loaded: "
                  + new TokenLoader(stack, Main::say)
                      .load(options.number("facilities").orElse(FACILITIES)));
        }
      }
      case "tokens" -> {
        try (DevStack stack = startTokens(/* fresh= */ false)) {
          LoadedTokens loaded =
              LoadedTokens.in(stack.dataDirectory())
                  .orElseThrow(
                      () -> new IllegalArgumentException("No tokens: run `load-tokens` first"));
          Effort effort = effort(Effort.grants());
          int accounts = options.number("accounts").orElse(ACCOUNTS);
          Report report = new Report().conditions(stack, loaded, effort);
          if (options.wants("grants")) {
            report.tokenGrants(
                new TokenGrants(stack, loaded, accounts, effort, Main::say).measure());
            var unused = write(report); // stays if the rest fails
          }
          if (options.wants("disturbed")) {
            report.disturbedGrants(
                new DisturbedGrants(stack, loaded, accounts, effort, Main::say)
                    .measure(options.number("issued").orElse(ISSUED)));
          }
          Path output = write(report);
          System.out.println(report);
          say("Written to " + output);
        }
      }
      case "plans" -> {
        try (DevStack stack = start(/* fresh= */ false)) {
          new MemberLists(stack, loaded(stack), Effort.quick(), Main::say).explain();
          new AccountReports(stack, loaded(stack), Main::say).explain();
          new Logins(stack, loaded(stack), Effort.quick(), Main::say).explain();
        }
      }
      case "quick" -> {
        try (DevStack stack = start(/* fresh= */ true)) {
          Population small = new Population(200, 1_000, 500);
          measure(stack, load(stack, small), effort(Effort.quick()));
        }
      }
      case "timing" -> {
        int pairs = options.number("pairs").orElse(TIMED_PAIRS);
        try (DevStack stack =
            MeasuredServer.start(
                options.path("data", "benchmarks/target/stack-timing"),
                /* fresh= */ true,
                Main::say)) {
          int organizations = 2 * pairs + 200;
          Loaded loaded = load(stack, new Population(organizations, 2 * organizations, 100));
          report(new AnswerTimes(stack, loaded, pairs, Main::say).measure(), "timing");
        }
      }
      case "register" -> {
        try (DevStack stack = startWithApp()) {
          RegisterPages pages =
              new RegisterPages(
                  stack,
                  options.number("facilities").orElse(FACILITIES),
                  options.number("applications").orElse(APPLICATIONS),
                  options.number("requests").orElse(REQUESTS),
                  Main::say);
          report(pages.measure(), "register");
        }
      }
      case "issue" -> {
        try (DevStack stack = startWithApp()) {
          IssueFromFile.Result result =
              new IssueFromFile(stack, Main::say)
                  .issue(options.number("facilities").orElse(FROM_ONE_FILE));
          say(
              "%,d facilities with their administrators: checked in %.1f s, issued and mailed in %.0f s, %.1f a second"
                  .formatted(
                      result.facilities(),
                      result.preview().toMillis() / 1000.0,
                      result.issued().toMillis() / 1000.0,
                      result.facilities() * 1000.0 / result.issued().toMillis()));
        }
      }
      default ->
          throw new IllegalArgumentException(
              "Unknown command "
                  + options.command()
                  + "; known are all, load, measure, load-tokens, tokens, plans, timing, register,"
                  + " issue, quick");
    }
  }

  private DevStack startWithApp() {
    return MeasuredServer.startWithApp(
        options.path("data", "benchmarks/target/app-stack"), Main::say);
  }

  private void report(String table, String name) throws IOException {
    Path output = options.path("output", "benchmarks/target/" + name + ".md");
    Files.writeString(output, table, StandardCharsets.UTF_8);
    System.out.println();
    System.out.println(table);
    say("Written to " + output);
  }

  private DevStack start(boolean fresh) {
    return MeasuredServer.start(options.path("data", "benchmarks/target/stack"), fresh, Main::say);
  }

  private DevStack startTokens(boolean fresh) {
    List<String> arguments =
        options
            .number("accounts")
            .map(most -> List.of("--spi-credential--facility-token--cache-max-count=" + most))
            .orElse(List.of());
    Map<String, String> environment =
        options.text("jdk").map(home -> Map.of("JAVA_HOME", home)).orElse(Map.of());
    return MeasuredServer.start(
        options.path("data", "benchmarks/target/stack-tokens"),
        fresh,
        Main::say,
        arguments,
        environment);
  }

  private Population population() {
    return new Population(
        options.number("organizations").orElse(ORGANIZATIONS),
        options.number("users").orElse(USERS),
        options.number("large").orElse(LARGE));
  }

  private static Loaded load(DevStack stack, Population population) throws SQLException {
    Loaded loaded = new Loader(stack, Main::say).load(population);
    say("Loaded: " + loaded);
    return loaded;
  }

  private static Loaded loaded(DevStack stack) {
    return Loaded.in(stack.dataDirectory())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Nothing was loaded in " + stack.dataDirectory() + ": run `load` first"));
  }

  private Effort effort(Effort usual) {
    Effort effort = usual;
    effort = options.number("rounds").map(effort::withRounds).orElse(effort);
    effort =
        options.number("seconds").map(Duration::ofSeconds).map(effort::withTurn).orElse(effort);
    effort =
        options.number("warm-up").map(Duration::ofSeconds).map(effort::withWarmUp).orElse(effort);
    effort = options.number("connections").map(effort::withConnections).orElse(effort);
    return options.number("pairs").map(effort::withLoginPairs).orElse(effort);
  }

  private void measure(DevStack stack, Loaded loaded, Effort effort)
      throws SQLException, IOException {
    Report report = new Report().conditions(stack, loaded, effort);
    if (options.wants("members")) {
      report.memberLists(new MemberLists(stack, loaded, effort, Main::say).measure());
      var unused = write(report); // stays if the rest fails
    }
    if (options.wants("logins")) {
      report.logins(new Logins(stack, loaded, effort, Main::say).measure());
    }
    Path output = write(report);
    System.out.println();
    System.out.println(report);
    say("Written to " + output);
  }

  private Path write(Report report) throws IOException {
    Path output = options.path("output", "benchmarks/target/results.md");
    return Files.writeString(output, report.toString(), StandardCharsets.UTF_8);
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
