package jp.yoyo.id.app.facility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.web.ConflictException;
import jp.yoyo.id.app.web.KeyPage;
import jp.yoyo.id.app.web.NotFoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.access.AccessDeniedException;

class FacilityRegisterTest {

  private static final Actor CHIYODA = TestActors.municipality("m-131016", "131016");
  private static final Actor HAKODATE = TestActors.municipality("m-012025", "012025");
  private static final OwnData OWN =
      new OwnData("予防 花子", "院長", TelephoneNumber.parse("03-1234-5678"), null);

  private final RegisterFixture fixture = new RegisterFixture();
  private final FacilityRegister register = fixture.register();

  @AfterEach
  void close() {
    fixture.close();
  }

  private Facility clinic() {
    return fixture.registered(CHIYODA, TestFacilities.clinic("139000001", "予防クリニック", "ヨボウクリニック"));
  }

  private List<String> found(Actor actor, String text) {
    return register.search(actor, FacilitySearch.ALL.withText(text), null).items().stream()
        .map(FacilityRow::name)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "予防",
        "予",
        "防クリ",
        "予防クリニック",
        "ﾖﾎﾞｳ",
        "よぼう",
        "ヨボウ　クリニック",
        "予防くりにっく",
        "1390",
        "１３９０００００",
        "139-0000",
        ""
      })
  void searchWhenPartOfNameKanaOrCodeThenFound(String typed) {
    clinic();

    assertThat(found(CHIYODA, typed)).containsExactly("予防クリニック");
  }

  @ParameterizedTest
  @ValueSource(strings = {"予ク", "防", "%", "_", "\\", "'", "クリ予防", "9000", "予防クリニック東", "\u0000防クリx"})
  void searchWhenNoPartThenNotFound(String typed) {
    clinic();

    assertThat(found(CHIYODA, typed)).isEmpty();
  }

  @Test
  void searchWhenPairsStandApartThenNotFound() {
    fixture.registered(CHIYODA, TestFacilities.clinic("139000001", "あいう いうえ", "アイウイウエ"));

    assertThat(found(CHIYODA, "うえいう")).isEmpty();
  }

  @Test
  void searchWhenActorThenOnlyOwnPart() {
    Facility tokyo = clinic();
    fixture.registered(HAKODATE, TestFacilities.clinic("019000001", "函館医院", "ハコダテイイン"));

    assertThat(found(CHIYODA, "")).containsExactly("予防クリニック");
    assertThat(found(HAKODATE, "")).containsExactly("函館医院");
    assertThat(found(TestActors.federation("01"), "")).containsExactly("函館医院");
    assertThat(found(TestActors.federation("47"), "")).isEmpty();
    assertThat(found(TestActors.central(), "")).containsExactly("函館医院", "予防クリニック");
    assertThat(found(TestActors.facility(tokyo.alias()), "")).containsExactly("予防クリニック");
    assertThat(found(TestActors.facility("f-unknown"), "予防")).isEmpty();
  }

  @Test
  void searchWhenNoPermissionThenRefused() {
    Actor plain = TestActors.with(CHIYODA);

    assertThatThrownBy(() -> register.search(plain, FacilitySearch.ALL, null))
        .isInstanceOf(AccessDeniedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"医院", "診療所第", "ｼﾝﾘｮｳｼﾞｮ", "しんりょうじょ", "第1", "1390"})
  void searchWhenTextThenTheSameHoweverManyAreCounted(String text) {
    for (int i = 0; i < 30; i++) {
      fixture.registered(
          CHIYODA,
          TestFacilities.clinic(
              "13900%04d".formatted(i), "医院診療所第" + i, "イインシンリョウジョ" + (char) ('ア' + 2 * (i % 9))));
    }
    List<UUID> counted = ids(text, 1_000);
    assertThat(counted).isNotEmpty().doesNotHaveDuplicates();
    assertThat(ids(text, 2)).isEqualTo(counted);
  }

  /** Of all pages. */
  private List<UUID> ids(String text, int counted) {
    List<UUID> ids = new java.util.ArrayList<>();
    String after = null;
    do {
      KeyPage<FacilityRow> page =
          fixture
              .facilities()
              .search(FacilityScope.of(CHIYODA), FacilitySearch.ALL.withText(text), after, counted);
      page.items().forEach(row -> ids.add(row.id()));
      after = page.next();
    } while (after != null);
    return ids;
  }

  @Test
  void searchWhenManyThenEachOnOnePageOnly() {
    for (int i = 0; i < 45; i++) {
      // Three share each kana: the key must tell them apart.
      fixture.registered(
          CHIYODA,
          TestFacilities.clinic(
              "13900%04d".formatted(i), "医院" + i, "イイン" + (char) ('ア' + 2 * (i / 3))));
    }

    List<UUID> ids = new java.util.ArrayList<>();
    String after = null;
    int pages = 0;
    do {
      KeyPage<FacilityRow> page = register.search(CHIYODA, FacilitySearch.ALL, after);
      page.items().forEach(row -> ids.add(row.id()));
      assertThat(page.total()).isEqualTo(45);
      after = page.next();
      pages++;
    } while (after != null);

    assertThat(pages).isEqualTo(3);
    assertThat(ids).hasSize(45).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "%%%", "AAAA", "MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAwAA"})
  void searchWhenKeyIsNoneThenFirstPage(String after) {
    clinic();

    assertThat(register.search(CHIYODA, FacilitySearch.ALL, after).items()).hasSize(1);
  }

  @Test
  void searchWhenLacksRepresentativeThenOnlyThose() {
    Facility clinic = clinic();
    FacilitySearch lacking =
        new FacilitySearch("", "", "", Optional.empty(), Optional.empty(), true);
    assertThat(register.search(CHIYODA, lacking, null).items()).hasSize(1);
    assertThat(register.withoutRepresentative(CHIYODA)).isEqualTo(1);

    register.changeOwn(TestActors.facility(clinic.alias()), 0, OWN);

    assertThat(register.search(CHIYODA, lacking, null).items()).isEmpty();
    assertThat(register.withoutRepresentative(CHIYODA)).isZero();
  }

  @Test
  void requireWhenSupervisedByAnotherThenNotFound() {
    Facility clinic = clinic();

    assertThatThrownBy(() -> register.require(HAKODATE, clinic.id()))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> register.require(TestActors.federation("01"), clinic.id()))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> register.require(TestActors.facility("f-other"), clinic.id()))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void registerWhenCodeIsHeldThenRefusedAndNothingWritten() {
    clinic();

    assertThatThrownBy(
            () ->
                fixture.registered(HAKODATE, TestFacilities.clinic("139000001", "別の医院", "ベツノイイン")))
        .isInstanceOf(CodeHeldException.class);
    assertThat(found(TestActors.central(), "")).containsExactly("予防クリニック");
  }

  @Test
  void addCodeWhenAnotherHoldsItFromLaterOnThenConstraintRefuses() {
    Facility one = clinic();
    Facility two =
        fixture.registered(CHIYODA, TestFacilities.clinic("139000002", "別の医院", "ベツノイイン"));
    FacilityCode code = FacilityCode.complete("139000003");
    register.changeCode(CHIYODA, one.id(), 0, change(code, LocalDate.of(2026, 9, 1), true));

    assertThatThrownBy(
            () ->
                register.changeCode(
                    CHIYODA, two.id(), 0, change(code, LocalDate.of(2026, 7, 1), true)))
        .isInstanceOf(CodeHeldException.class);
    assertThat(register.require(CHIYODA, two.id()).version()).isZero();
  }

  private static CodeChange change(FacilityCode code, LocalDate from, boolean replaces) {
    return new CodeChange(code, null, from, replaces, "移転");
  }

  @Test
  void changeCodeWhenReplacedThenOldOneEndsAndStillFinds() {
    Facility clinic = clinic();
    FacilityCode code = FacilityCode.complete("139000009");

    register.changeCode(CHIYODA, clinic.id(), 0, change(code, LocalDate.of(2026, 7, 1), true));

    Facility changed = register.require(CHIYODA, clinic.id());
    assertThat(changed.codeOn(LocalDate.of(2026, 6, 30)))
        .isEqualTo(FacilityCode.complete("139000001").value());
    assertThat(changed.codeOn(LocalDate.of(2026, 7, 1))).isEqualTo(code.value());
    assertThat(found(CHIYODA, "139000001")).hasSize(1);
    assertThat(found(CHIYODA, code.value())).hasSize(1);
  }

  @Test
  void changeCodeWhenOneMoreThenBothAreValid() {
    Facility clinic = clinic();
    FacilityCode dental = FacilityCode.complete("139000009");

    register.changeCode(CHIYODA, clinic.id(), 0, change(dental, LocalDate.of(2026, 7, 1), false));

    assertThat(register.require(CHIYODA, clinic.id()).codesOn(LocalDate.of(2026, 7, 1))).hasSize(2);
  }

  @Test
  void changeWhenVersionIsOldThenConflictAndNothingChanged() {
    Facility clinic = clinic();
    register.change(CHIYODA, clinic.id(), 0, TestFacilities.data("予防医院", "ヨボウイイン"));

    assertThatThrownBy(
            () -> register.change(CHIYODA, clinic.id(), 0, TestFacilities.data("別", "ベツ")))
        .isInstanceOf(ConflictException.class);
    assertThat(register.require(CHIYODA, clinic.id()).name()).isEqualTo("予防医院");
    assertThat(found(CHIYODA, "予防医院")).hasSize(1);
    assertThat(found(CHIYODA, "予防クリニック")).isEmpty();
  }

  @Test
  void changeWhenDoneThenRecordedWithFromAndTo() {
    Facility clinic = clinic();

    register.change(CHIYODA, clinic.id(), 0, TestFacilities.data("予防医院", "ヨボウクリニック"));

    assertThat(
            fixture
                .database()
                .sql(
                    "select changes::text from audit_event where action = 'facility.update' and object_id = :id")
                .param("id", clinic.id().toString())
                .query(String.class)
                .single())
        .contains("予防クリニック", "予防医院")
        .doesNotContain("postalCode");
  }

  @Test
  void changeWhenNameIsNewThenKeycloakIsTold() {
    Facility clinic = clinic();

    register.change(CHIYODA, clinic.id(), 0, TestFacilities.data("予防医院", "ヨボウイイン"));

    assertThat(messages()).containsExactly("facility-data");
  }

  private List<String> messages() {
    return fixture
        .database()
        .sql("select kind from outbox_message order by id")
        .query(String.class)
        .list();
  }

  @Test
  void changeWhenFacilityItselfThenRefused() {
    Facility clinic = clinic();
    FacilityData data = TestFacilities.data("別", "ベツ");

    assertThatThrownBy(
            () -> register.change(TestActors.facility(clinic.alias()), clinic.id(), 0, data))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> register.change(TestActors.central(), clinic.id(), 0, data))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> register.change(TestActors.federation("13"), clinic.id(), 0, data))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> register.change(HAKODATE, clinic.id(), 0, data))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void changeOwnWhenMunicipalityThenRefused() {
    clinic();

    assertThatThrownBy(() -> register.changeOwn(CHIYODA, 0, OWN))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void changeOwnWhenPlainMemberThenRefused() {
    Facility clinic = clinic();
    Actor plain = TestActors.with(TestActors.facility(clinic.alias()), "view-organization");

    assertThatThrownBy(() -> register.changeOwn(plain, 0, OWN))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void closeWhenDoneThenCodesEndAndOrganizationIsDisabled() {
    Facility clinic = clinic();
    LocalDate last = LocalDate.of(2026, 6, 30);

    register.close(CHIYODA, clinic.id(), 0, last, "廃業");

    Facility closed = register.require(CHIYODA, clinic.id());
    assertThat(closed.state()).isEqualTo(FacilityState.CLOSED);
    assertThat(closed.codesOn(last)).hasSize(1);
    assertThat(closed.codesOn(last.plusDays(1))).isEmpty();
    assertThat(messages()).containsExactly("facility-switch");
    assertThatThrownBy(() -> register.close(CHIYODA, clinic.id(), 1, last, "廃業"))
        .isInstanceOf(ConflictException.class);
  }

  @Test
  void reopenWhenClosedThenRegisteredAgain() {
    Facility clinic = clinic();
    register.close(CHIYODA, clinic.id(), 0, LocalDate.of(2026, 6, 30), "誤り");

    register.reopen(CHIYODA, clinic.id(), 1);

    assertThat(register.require(CHIYODA, clinic.id()).isClosed()).isFalse();
    assertThat(messages()).containsExactly("facility-switch", "facility-switch");
  }

  @ParameterizedTest
  @CsvSource({
    "REGISTERED,REGISTERED,false",
    "REGISTERED,CLOSED,true",
    "CLOSED,CLOSED,false",
    "CLOSED,REGISTERED,true"
  })
  void mayBecomeWhenStatesThenAsListed(FacilityState from, FacilityState to, boolean may) {
    assertThat(from.mayBecome(to)).isEqualTo(may);
  }
}
