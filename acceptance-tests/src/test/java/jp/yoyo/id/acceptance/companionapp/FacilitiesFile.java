package jp.yoyo.id.acceptance.companionapp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.devstack.inbox.Inbox;
import jp.yoyo.id.devstack.login.AppVisit;
import jp.yoyo.id.devstack.login.Page;
import jp.yoyo.id.devstack.login.Upload;

/**
 * A file of facilities that nobody has registered before, and what becomes of it.
 *
 * @param mark in each name and mail address
 * @param mails addresses of the administrators
 */
public record FacilitiesFile(String mark, List<String> mails, String text) {

  private static final String HEAD =
      "区分,医療機関コード,名称,フリガナ,郵便番号,所在地,電話番号,開設者名,管理者の姓,管理者の名,管理者のメールアドレス";

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  public FacilitiesFile {
    mails = List.copyOf(mails);
  }

  /** With that many rows. */
  public static FacilitiesFile of(int facilities) {
    String mark = "m" + Long.toString(System.nanoTime(), 36);
    List<String> mails = new ArrayList<>();
    List<String> rows = new ArrayList<>(List.of(HEAD));
    for (int i = 1; i <= facilities; i++) {
      String mail = mark + "-" + i + "@example.jp";
      mails.add(mail);
      rows.add(
          String.join(
              ",",
              "医療機関",
              TestOrganizations.facilityCode(),
              mark + "第" + i + "診療所",
              "シンリョウジョ",
              "100-0001",
              "東京都千代田区1-1",
              "03-1234-5678",
              "医療法人若葉会",
              "予防",
              "花子",
              mail));
    }
    return new FacilitiesFile(mark, mails, rows.stream().collect(Collectors.joining("\r\n")));
  }

  /** Reads and checks it; the page with the preview. */
  public Page upload(AppVisit officer) {
    String path = "/issuance/runs/new";
    Page preview =
        officer.send(
            officer.open(path).formTo(path), "file", new Upload("一覧.csv", "text/csv", text));
    if (preview.status() != 200 || preview.address().getPath().equals(path)) {
      throw preview.insteadOf("the preview");
    }
    return preview;
  }

  /** Confirms it; the path of the page that shows the progress. */
  public String start(AppVisit officer) {
    Page preview = upload(officer);
    String run = preview.address().getPath();
    Page unused = officer.send(preview.formTo(run + "/start"));
    return run;
  }

  /** How many mails there are to its administrators; two to the same count as two. */
  public long received(Inbox inbox) {
    return inbox.messages().stream()
        .flatMap(mail -> mail.to().stream())
        .filter(to -> to.startsWith(mark + "-"))
        .count();
  }

  /** To how many of its administrators there are mails. */
  public long reached(Inbox inbox) {
    return inbox.messages().stream()
        .flatMap(mail -> mail.to().stream())
        .filter(to -> to.startsWith(mark + "-"))
        .distinct()
        .count();
  }

  /** Looks at the page again and again until it says so. */
  public static Page await(AppVisit officer, String path, String text, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    Page page = officer.open(path);
    while (!page.text().contains(text)) {
      if (System.nanoTime() > end) {
        throw page.insteadOf(text + " within " + limit.toSeconds() + " s in: " + page.text());
      }
      try {
        Thread.sleep(BETWEEN_LOOKS.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted", e);
      }
      page = officer.open(path);
    }
    return page;
  }
}
