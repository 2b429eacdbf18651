package jp.yoyo.id.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {

  private static final Plan PLAN =
      new Plan(2000, 3000, 1000, null, List.of("central-001"), "central-001", 500);

  @ParameterizedTest
  @CsvSource({
    "999, PLANNED",
    "1000, ANNOUNCED",
    "1999, ANNOUNCED",
    "2000, ONGOING",
    "2999, ONGOING",
    "3000, NONE"
  })
  void stateWhenTimePassesThenBeginsAndEndsByItself(long now, Plan.State state) {
    assertThat(PLAN.stateAt(now)).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({"2000, 1", "1999, 2", "3000, 1", "9000, 1", "-7000, 10"})
  void secondsLeftWhenAskedThenRoundedUpAndAtLeastOne(long now, int seconds) {
    assertThat(PLAN.secondsLeft(now)).isEqualTo(seconds);
  }

  @Test
  void planWhenWrittenAsJsonThenReadAsItWas() throws Exception {
    JsonMapper json = new JsonMapper();
    Plan withText = new Plan(1, 2, 0, new Plan.Text("停止します。", "It stops."), List.of(), "admin", 0);

    for (Plan plan : List.of(PLAN, withText)) {
      assertThat(json.readValue(json.writeValueAsString(plan), Plan.class)).isEqualTo(plan);
    }
  }

  @Test
  void textWhenNoneIsWrittenThenTheSentenceOfTheManual() {
    assertThat(PLAN.shownText().ja()).isEqualTo("ただいまメンテナンス中です。メンテナンス終了後に、再度ログインしてください。");
  }

  @Test
  void operatorsWhenNamedThenOnlyThey() {
    assertThat(PLAN.lets("central-001")).isTrue();
    assertThat(PLAN.lets("central-002")).isFalse();
  }
}
