package jp.yoyo.id.app.bankaccount;

import java.util.Arrays;
import java.util.List;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.web.KeyPage;

/**
 * How long the lists take with 300,000 applications: run it by hand. Prints the median of both
 * statements together, and what PostgreSQL says about them.
 */
final class ReviewListBenchmark {

  private static final int COUNT = 300_000;
  private static final int ROUNDS = 15;

  private ReviewListBenchmark() {}

  public static void main(String[] arguments) {
    try (BankAccountFixture fixture = new BankAccountFixture()) {
      ManyApplications.generate(fixture.sql, COUNT);
      Actor central = BankAccountFixture.central(Permission.ASSIST_USERS);
      for (Actor actor : List.of(fixture.decider, central)) {
        for (String[] each :
            new String[][] {
              {"", "", "submitted"},
              {"", "", "-submitted"},
              {"", "submitted", "submitted"},
              {"", "", "code"},
              {"", "", "month"},
              {"1390012", "", "submitted"},
              {"第12345", "", "submitted"},
              {"K0000012340", "", "submitted"},
              {"", "withdrawn", "-code"},
            }) {
          measure(fixture, actor, each[0], each[1], each[2]);
        }
      }
      fixture
          .sql
          .sql(
              """
              explain (analyze, buffers) select * from bank_account_application
              where submitted_at is not null and prefecture = '13'
                and lower(facility_name) like '%第12345%'
              order by submitted_at, id limit 51
              """)
          .query(String.class)
          .list()
          .forEach(System.out::println);
    }
  }

  private static void measure(
      BankAccountFixture fixture, Actor actor, String q, String state, String sort) {
    long[] times = new long[ROUNDS];
    KeyPage<ReviewList.Row> page = null;
    for (int i = 0; i < ROUNDS; i++) {
      long before = System.nanoTime();
      page = fixture.list.page(actor, ReviewSearch.of(q, state, "", "", sort, null));
      times[i] = System.nanoTime() - before;
    }
    Arrays.sort(times);
    System.out.printf(
        "%s q=%s state=%s sort=%s: %.1f ms (median), %d rows%n",
        actor.organization().type(),
        q,
        state,
        sort,
        times[ROUNDS / 2] / 1e6,
        page == null ? 0 : page.total());
  }
}
