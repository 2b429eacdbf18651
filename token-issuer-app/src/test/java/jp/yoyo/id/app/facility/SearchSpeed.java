package jp.yoyo.id.app.facility;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.testing.TestDatabase;

/** Not a test: how long searches take at 200,000 facilities. Prints milliseconds and plans. */
final class SearchSpeed {

  private SearchSpeed() {}

  public static void main(String[] arguments) throws Exception {
    javax.sql.DataSource dataSource = TestDatabase.fresh().dataSource();
    List<String> municipalities = new ArrayList<>();
    for (int i = 0; i < 1_741; i++) {
      municipalities.add("%02d%03d0".formatted(i % 47 + 1, i / 47 + 101));
    }
    long start = System.nanoTime();
    ManyFacilities.fill(dataSource, 200_000, municipalities);
    System.out.printf("filled in %d ms%n", (System.nanoTime() - start) / 1_000_000);
    org.springframework.jdbc.datasource.SingleConnectionDataSource one =
        new org.springframework.jdbc.datasource.SingleConnectionDataSource(
            dataSource.getConnection(), true);
    Facilities facilities =
        new Facilities(
            org.springframework.jdbc.core.simple.JdbcClient.create(one),
            java.time.Clock.systemUTC());
    Actor[] actors = {
      TestActors.central(),
      TestActors.federation("13"),
      TestActors.municipality("m-131010", "131010")
    };
    for (Actor actor : actors) {
      for (String text :
          List.of(
              "", "クリニック", "山川", "山川青木眼科", "ミナミ", "ない名前", "139", "1390", "北", "内科クリニック", "西西")) {
        long best = Long.MAX_VALUE;
        long rows = 0;
        for (int i = 0; i < 4; i++) {
          long from = System.nanoTime();
          rows =
              facilities
                  .search(FacilityScope.of(actor), FacilitySearch.ALL.withText(text), null)
                  .total();
          best = Math.min(best, System.nanoTime() - from);
        }
        System.out.printf(
            "%-12s %-14s %6d  %.1f ms%n", actor.organization().type(), text, rows, best / 1e6);
      }
    }
    FacilitySearch lacking =
        new FacilitySearch("", "", "", Optional.empty(), Optional.empty(), true);
    long from = System.nanoTime();
    facilities.search(FacilityScope.everything(), lacking, null);
    System.out.printf("lacking %.1f ms%n", (System.nanoTime() - from) / 1e6);
  }
}
