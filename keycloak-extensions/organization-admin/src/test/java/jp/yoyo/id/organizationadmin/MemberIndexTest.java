package jp.yoyo.id.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import jp.yoyo.id.organizationadmin.MemberIndex.MoreGroups;
import jp.yoyo.id.organizationadmin.MemberIndex.Stamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemberIndexTest {

  private static final Instant READ = Instant.parse("2026-11-22T00:00:00Z");

  private static final MemberIndex INDEX =
      MemberIndex.of(
              new Stamp(3, 7), Map.of("id-c", "clinic-003", "id-a", "clinic-001", "id-b", "other"))
          .withTexts(
              Map.of(
                  "id-a", "clinic-001\na@clinic.example\n予防花子\nヨボウ\nハナコ",
                  "id-b", "other\nB@CLINIC.example\n接種太郎",
                  "id-c", "clinic-003"),
              READ);

  @Test
  void matchingWhenNothingIsAskedThenAllInTheOrderOfUserIds() {
    assertThat(INDEX.matching(null, null)).containsExactly("id-a", "id-c", "id-b");
  }

  @Test
  void matchingWhenPartOfATextThenThoseMembersOnceAndInOrder() {
    assertThat(INDEX.matching("clinic", null)).containsExactly("id-a", "id-c", "id-b");
    assertThat(INDEX.matching("clinic-0", null)).containsExactly("id-a", "id-c");
    assertThat(INDEX.matching("CLINIC-003", null)).containsExactly("id-c");
    assertThat(INDEX.matching("防花", null)).containsExactly("id-a");
    assertThat(INDEX.matching("b@clinic", null)).containsExactly("id-b");
    assertThat(INDEX.matching("太郎", null)).containsExactly("id-b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"花子ヨ", "ヨボウハ", "003other", "郎\0", "\0", "nobody"})
  void matchingWhenNoTextHoldsThePartThenNobody(String part) {
    assertThat(INDEX.matching(part, null)).isEmpty();
  }

  @Test
  void matchingWhenAmongSomeThenOnlyThose() {
    assertThat(INDEX.matching("clinic", Set.of("id-b", "id-c"))).containsExactly("id-c", "id-b");
    assertThat(INDEX.matching(null, Set.of("id-b", "unknown"))).containsExactly("id-b");
  }

  @Test
  void matchingWhenThereAreNoTextsThenRefused() {
    MemberIndex order = MemberIndex.of(new Stamp(1, 1), Map.of("id", "user"));

    assertThatThrownBy(() -> order.matching("user", null))
        .isInstanceOf(IllegalStateException.class);
    assertThat(order.hasTextsReadAfter(Instant.EPOCH)).isFalse();
    assertThat(INDEX.hasTextsReadAfter(READ)).isFalse();
    assertThat(INDEX.hasTextsReadAfter(READ.minusMillis(1))).isTrue();
  }

  @Test
  void moreGroupsWhenReadThenOfAsManyGroupsInAll() {
    MoreGroups none = new MoreGroups(Set.of(), 0);

    assertThat(none.isOf(1)).isTrue();
    assertThat(none.and("accountant").andAnother().isOf(3)).isTrue();
    assertThat(none.and("accountant").andAnother().isOf(2)).isFalse();
  }

  @Test
  void moreGroupsWhenTextsAreReadAnewThenKept() {
    MemberIndex index = MemberIndex.of(new Stamp(1, 1), Map.of("id", "user"));
    MoreGroups more = new MoreGroups(Set.of("accountant"), 0);
    index.moreGroups().put("id", more);

    assertThat(index.withTexts(Map.of("id", "user"), Instant.EPOCH).moreGroups())
        .containsExactly(Map.entry("id", more));
  }
}
