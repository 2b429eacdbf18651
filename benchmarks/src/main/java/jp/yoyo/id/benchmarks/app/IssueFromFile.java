package jp.yoyo.id.benchmarks.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jp.yoyo.id.benchmarks.load.FacilityCode;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.login.AppVisit;
import jp.yoyo.id.devstack.login.Page;
import jp.yoyo.id.devstack.login.Upload;

/**
 * Facilities with their administrators from one file, as an officer of a municipality does it on
 * the pages of the companion app. Counts what has come of it: organisations, users and mails, each
 * once.
 */
public final class IssueFromFile {

  private static final String HEAD =
      "区分,医療機関コード,名称,フリガナ,郵便番号,所在地,電話番号,開設者名,管理者の姓,管理者の名,管理者のメールアドレス";

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /**
   * What it took.
   *
   * @param preview until the file was read and checked
   * @param issued from the confirmation until the last account was there and its mail sent
   */
  public record Result(int facilities, Duration preview, Duration issued) {}

  private final DevStack stack;
  private final Consumer<String> progress;

  public IssueFromFile(DevStack stack, Consumer<String> progress) {
    this.stack = stack;
    this.progress = progress;
  }

  /**
   * Issues.
   *
   * @throws IllegalStateException if anything is missing, or there twice
   */
  public Result issue(int facilities) throws SQLException {
    AppVisit officer = Offices.open(stack).municipality();
    long organizations = count("org");
    long users = count("user_entity");
    Instant before = Instant.now();
    String file = file(facilities);

    long start = System.nanoTime();
    Page preview = upload(officer, file);
    Duration read = since(start);
    String run = preview.address().getPath();
    progress.accept("Preview after %.1f s".formatted(read.toMillis() / 1000.0));

    start = System.nanoTime();
    Page unused = Offices.requireSuccess(officer.send(preview.formTo(run + "/start")));
    // Without the notice that it has begun.
    Page page = officer.open(run);
    while (!page.text().contains("完了")) {
      pause();
      page = officer.open(run);
      progress.accept(
          "%5.1f s  %s"
              .formatted(
                  since(start).toMillis() / 1000.0, page.textOf("#run-progress [role=status]")));
    }
    Duration issued = since(start);

    require("organisations", facilities, count("org") - organizations);
    require("users", facilities, count("user_entity") - users);
    Map<String, Long> mails =
        stack.inbox().messages().stream()
            .filter(mail -> mail.receivedAt().isAfter(before))
            .flatMap(mail -> mail.to().stream())
            .filter(to -> to.endsWith("@facility.example"))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    require("addresses with a mail", facilities, mails.size());
    require(
        "most mails to an address", 1, mails.values().stream().mapToLong(n -> n).max().orElse(0));

    // The same file again: nothing is issued twice.
    Page again = upload(officer, file);
    if (!again.text().contains("登録済の行：%,d件".formatted(facilities))
        && !again.text().contains("登録済の行：%d件".formatted(facilities))) {
      throw again.insteadOf("all rows of the repeated file to be there already");
    }
    return new Result(facilities, read, issued);
  }

  private static Page upload(AppVisit officer, String file) {
    String path = "/issuance/runs/new";
    return Offices.requireSuccess(
        officer.send(
            officer.open(path).formTo(path), "file", new Upload("医療機関.csv", "text/csv", file)));
  }

  private static String file(int facilities) {
    return IntStream.rangeClosed(1, facilities)
        .mapToObj(IssueFromFile::row)
        .collect(Collectors.joining("\r\n", HEAD + "\r\n", "\r\n"));
  }

  private static String row(int number) {
    return String.join(
        ",",
        List.of(
            "医療機関",
            FacilityCode.facility("13", number),
            "第" + number + "クリニック",
            "ダイクリニック",
            "100-0001",
            "東京都千代田区千代田1-1",
            "03-1234-5678",
            "医療法人予防会",
            "予防",
            "花子",
            "clinic-" + number + "@facility.example"));
  }

  private long count(String table) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                stack.jdbcUrl(), stack.database().user(), stack.database().password());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select count(*) from " + table)) {
      result.next();
      return result.getLong(1);
    }
  }

  private void require(String what, long expected, long counted) {
    if (expected != counted) {
      throw new IllegalStateException("%s: %d instead of %d".formatted(what, counted, expected));
    }
    progress.accept("%s: %d".formatted(what, counted));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while accounts were issued", e);
    }
  }
}
