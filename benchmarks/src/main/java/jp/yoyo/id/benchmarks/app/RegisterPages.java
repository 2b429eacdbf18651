package jp.yoyo.id.benchmarks.app;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import jp.yoyo.id.benchmarks.measure.StatementClock;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.login.AppVisit;
import jp.yoyo.id.devstack.login.Page;

/**
 * Pages of the facility register and of the applications, opened one after the other by people who
 * are logged in; the database says how many statements of theirs it ran, and for how long.
 */
public final class RegisterPages {

  /** Before anything counts: plans are made, pages compiled. */
  private static final int WARM_UP = 15;

  private final DevStack stack;
  private final int facilities;
  private final int applications;
  private final int requests;
  private final Consumer<String> progress;

  public RegisterPages(
      DevStack stack, int facilities, int applications, int requests, Consumer<String> progress) {
    this.stack = stack;
    this.facilities = facilities;
    this.applications = applications;
    this.requests = requests;
    this.progress = progress;
  }

  private record Case(String who, AppVisit visit, String what, String path) {}

  /** Loads and measures; a table in Markdown. */
  public String measure() throws SQLException {
    Offices offices = Offices.open(stack);
    long start = System.nanoTime();
    RegisterLoad.fill(stack, offices.municipality(), facilities, applications);
    progress.accept(
        "Loaded %,d facilities and %,d applications in %d s"
            .formatted(facilities, applications, (System.nanoTime() - start) / 1_000_000_000));
    StringBuilder table = new StringBuilder();
    row(
        table,
        "Page, who",
        "rows",
        "statements of the list / of the page",
        "database ms of the list p50 / p99",
        "of the page p50 / p99",
        "page ms p50 / p99");
    row(table, "---", "--:", "--:", "--:", "--:", "--:");
    try (StatementClock clock = new StatementClock(stack)) {
      for (Case each : cases(offices)) {
        String line = measure(each, clock);
        progress.accept(line);
        table.append(line).append('\n');
      }
    }
    return table.toString();
  }

  private static List<Case> cases(Offices offices) {
    List<Case> cases = new ArrayList<>();
    for (String[] search :
        new String[][] {
          {"all", ""},
          {"a code", "1390000000"},
          {"first digits of a code", "13900"},
          {"a name", "青木若葉内科クリニック"},
          {"kana, typed in hiragana", "あおきわかば"},
          {"one frequent word", "クリニック"},
          {"one word", "若葉"},
          {"three frequent words", "山川 内科 クリニック"},
          {"two frequent words", "内科クリニック"},
          {"nothing found", "ない名前"},
        }) {
      String path = "/facilities?text=" + encoded(search[1]);
      cases.add(new Case("central office", offices.central(), "register, " + search[0], path));
      cases.add(new Case("federation", offices.federation(), "register, " + search[0], path));
      cases.add(new Case("municipality", offices.municipality(), "register, " + search[0], path));
    }
    for (String[] list :
        new String[][] {
          {"all, newest first", "sort=-submitted"},
          {"waiting for a decision", "state=submitted"},
          {"by month, of one month", "sort=month&month=2026-09"},
          {"by code, withdrawn", "sort=-code&state=withdrawn"},
          {"first digits of a code", "q=13900"},
          {"part of a name", "q=" + encoded("若葉若葉")},
          {"frequent part of a name", "q=" + encoded("内科クリニック")},
          {"very frequent part of a name", "q=" + encoded("クリニック")},
        }) {
      String path = "/bank-account-reviews?" + list[1];
      cases.add(new Case("federation", offices.federation(), "applications, " + list[0], path));
      cases.add(new Case("central office", offices.central(), "applications, " + list[0], path));
    }
    for (String[] list :
        new String[][] {
          {"without a bank account", "?step=bank-account"},
          {"without a bank account, one word", "?step=bank-account&text=" + encoded("若葉")},
        }) {
      String path = "/onboarding/facilities" + list[1];
      cases.add(new Case("central office", offices.central(), "checklist, " + list[0], path));
      cases.add(new Case("federation", offices.federation(), "checklist, " + list[0], path));
      cases.add(new Case("municipality", offices.municipality(), "checklist, " + list[0], path));
    }
    String all = "/onboarding";
    cases.add(new Case("central office", offices.central(), "checklist, all together", all));
    cases.add(new Case("federation", offices.federation(), "checklist, all together", all));
    cases.add(new Case("municipality", offices.municipality(), "checklist, all together", all));
    return cases;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String measure(Case each, StatementClock clock) throws SQLException {
    String rows = "";
    for (int i = 0; i < WARM_UP; i++) {
      Page page = Offices.requireSuccess(each.visit.open(each.path));
      rows = page.textOf(".yoyo-total [role=status]");
    }
    double[] list = new double[requests];
    double[] all = new double[requests];
    double[] page = new double[requests];
    double listStatements = 0;
    double allStatements = 0;
    for (int i = 0; i < requests; i++) {
      StatementClock.Reading before = clock.read();
      long start = System.nanoTime();
      Page unused = each.visit.open(each.path);
      page[i] = (System.nanoTime() - start) / 1e6;
      StatementClock.Reading after = clock.read();
      list[i] = after.listMillis() - before.listMillis();
      all[i] = after.millis() - before.millis();
      listStatements += after.listCalls() - before.listCalls();
      allStatements += after.calls() - before.calls();
    }
    return "| %s, %s | %s | %s / %s | **%s** / %s | %s / %s | %s / %s |"
        .formatted(
            each.what,
            each.who,
            rows,
            number(listStatements / requests),
            number(allStatements / requests),
            number(percentile(list, 0.5)),
            number(percentile(list, 0.99)),
            number(percentile(all, 0.5)),
            number(percentile(all, 0.99)),
            number(percentile(page, 0.5)),
            number(percentile(page, 0.99)));
  }

  private static double percentile(double[] values, double share) {
    Arrays.sort(values);
    return values[(int) Math.min(values.length - 1, Math.floor(values.length * share))];
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 10 ? "%.0f" : "%.1f", value)
        .replaceFirst("\\.0$", "");
  }

  private static void row(StringBuilder table, String... cells) {
    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
