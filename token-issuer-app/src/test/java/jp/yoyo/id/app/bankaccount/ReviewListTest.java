package jp.yoyo.id.app.bankaccount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.web.KeyPage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewListTest {

  private static final int ALL = 3_000;

  private static BankAccountFixture fixture;
  private static CountingDataSource counting;

  @BeforeAll
  static void open() {
    AtomicReference<CountingDataSource> source = new AtomicReference<>();
    fixture =
        new BankAccountFixture(
            target -> {
              source.set(new CountingDataSource(target));
              return source.get();
            });
    counting = Objects.requireNonNull(source.get());
    ManyApplications.generate(fixture.sql, ALL);
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  private static ReviewSearch search(
      @Nullable String q, @Nullable String sort, @Nullable String after) {
    return ReviewSearch.of(q, null, null, null, sort, after);
  }

  @ParameterizedTest
  @ValueSource(strings = {"submitted", "-submitted", "code", "-code", "month", "-month"})
  void pageWhenTurnedToTheEndThenEachRowOnceAndInOrder(String sort) {
    List<ReviewList.Row> rows = new ArrayList<>();
    String after = null;
    KeyPage<ReviewList.Row> page;
    do {
      page = fixture.list.page(fixture.decider, search(null, sort, after));
      rows.addAll(page.items());
      after = page.next();
    } while (after != null);
    assertThat(rows).hasSize((int) page.total());
    HashSet<UUID> ids = new HashSet<>();
    rows.forEach(row -> ids.add(row.id()));
    assertThat(ids).hasSize(rows.size());
    List<String> keys =
        rows.stream()
            .map(
                row ->
                    switch (sort.replace("-", "")) {
                      case "code" -> row.facilityCode();
                      case "month" -> row.appliesFrom().toString();
                      default -> row.submittedAt().toString();
                    })
            .toList();
    assertThat(keys)
        .isSortedAccordingTo(
            sort.startsWith("-")
                ? java.util.Comparator.reverseOrder()
                : java.util.Comparator.naturalOrder());
  }

  @Test
  void pageWhenShownThenTwoStatements() {
    counting.statements.set(0);
    fixture.list.page(fixture.decider, search(null, null, null));
    assertThat(counting.statements.get()).isEqualTo(2);
  }

  @Test
  void pageWhenCentralThenAllPrefecturesAndElseOnlyTheOwn() {
    assertThat(
            fixture
                .list
                .page(BankAccountFixture.central(Permission.ASSIST_USERS), search(null, null, null))
                .total())
        .isEqualTo(ALL);
    assertThat(fixture.list.page(fixture.osaka, search(null, null, null)).items())
        .isNotEmpty()
        .allMatch(row -> row.prefecture().equals("27"));
  }

  @Test
  void pageWhenSearchedThenByCodeNameAndReferenceNumber() {
    assertThat(page("1390000010").items())
        .extracting(ReviewList.Row::facilityName)
        .containsExactly("接種クリニック第10");
    assertThat(page("139000001").items())
        .isNotEmpty()
        .allMatch(r -> r.facilityCode().startsWith("139000001"));
    assertThat(page("第1230").items()).hasSize(1);
    assertThat(page("k0000000010").items()).hasSize(1);
    assertThat(page("%").items()).isEmpty();
    assertThat(page("' or true --").items()).isEmpty();
  }

  @Test
  void pageWhenPartOfNameThenOneStatement() {
    counting.statements.set(0);
    KeyPage<ReviewList.Row> page = fixture.list.page(fixture.decider, search("第12", null, null));
    assertThat(counting.statements.get()).isEqualTo(1);
    assertThat(page.items())
        .isNotEmpty()
        .allMatch(row -> row.facilityName().contains("第12") && row.prefecture().equals("13"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"第1", "クリニック", "接", "接種クリニック第", "ック第2"})
  void pageWhenNameThenTheSameHoweverManyAreCounted(String q) {
    for (String sort : List.of("submitted", "-code", "month")) {
      List<UUID> counted = ids(q, sort, ALL);
      assertThat(counted).isNotEmpty();
      assertThat(ids(q, sort, 3)).isEqualTo(counted);
    }
  }

  @Test
  void pageWhenOneCharacterThenNamesThatBeginWithIt() {
    assertThat(page("接").total()).isEqualTo(page("").total());
    assertThat(page("種").items()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ｸﾘﾆｯｸ第１２３０", "接種 クリニック　第1230", "第１２３０", "第1230 "})
  void pageWhenWidthOrSpacesDifferThenFound(String q) {
    assertThat(page(q).items())
        .extracting(ReviewList.Row::facilityName)
        .containsExactly("接種クリニック第1230");
  }

  @Test
  void pageWhenFederationThenTheIndexServesPrefectureAndName() {
    assertThat(
            fixture
                .sql
                .sql(
                    """
                    select pg_get_indexdef('bank_account_application_name'::regclass)
                    """)
                .query(String.class)
                .single())
        .contains("gin (prefecture, name_pairs(");
  }

  /** Of all pages. */
  private static List<UUID> ids(String q, String sort, int counted) {
    List<UUID> ids = new ArrayList<>();
    String after = null;
    do {
      KeyPage<ReviewList.Row> page =
          fixture.list.page(fixture.decider, search(q, sort, after), counted);
      page.items().forEach(row -> ids.add(row.id()));
      after = page.next();
    } while (after != null);
    return ids;
  }

  private static KeyPage<ReviewList.Row> page(String q) {
    return fixture.list.page(fixture.decider, search(q, "code", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAA", "fHw", "MTIzfDIwMjY"})
  void pageWhenKeyIsNonsenseThenTheFirstPage(String after) {
    assertThat(fixture.list.page(fixture.decider, search(null, null, after)).isFirst()).isTrue();
  }

  @Test
  void rowsWhenShownThenTheNumberIsMasked() {
    assertThat(page("").items()).allMatch(row -> row.maskedNumber().startsWith("****"));
  }

  @Test
  void overviewWhenShownThenThreeStatements() {
    counting.statements.set(0);
    fixture.facility.overview(fixture.applicant);
    // The facility comes from the directory of the test: in the app it is one more.
    assertThat(counting.statements.get()).isEqualTo(3);
  }
}
