package jp.yoyo.id.app.inquiry;

import static jp.yoyo.id.app.inquiry.InquiryState.ANSWERED;
import static jp.yoyo.id.app.inquiry.InquiryState.CLOSED;
import static jp.yoyo.id.app.inquiry.InquiryState.IN_PROGRESS;
import static jp.yoyo.id.app.inquiry.InquiryState.RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InquiryStateTest {

  /** Every state × every command; - where it cannot be given. */
  @ParameterizedTest
  @CsvSource({
    // state, TAKE, ANSWER, CLOSE, REOPEN, ADD, SETTLE
    "RECEIVED,    IN_PROGRESS, ANSWERED, -,      -,           RECEIVED,    CLOSED",
    "IN_PROGRESS, -,           ANSWERED, CLOSED, -,           IN_PROGRESS, CLOSED",
    "ANSWERED,    -,           ANSWERED, CLOSED, -,           RECEIVED,    CLOSED",
    "CLOSED,      -,           -,        -,      IN_PROGRESS, -,           -",
  })
  void afterWhenACommandIsGivenThenAsTheTableSays(
      InquiryState state,
      String take,
      String answer,
      String close,
      String reopen,
      String add,
      String settle) {
    String[] expected = {take, answer, close, reopen, add, settle};
    InquiryState.Command[] commands = InquiryState.Command.values();
    assertThat(commands).hasSameSizeAs(expected);
    for (int i = 0; i < commands.length; i++) {
      String next = expected[i];
      assertThat(state.after(commands[i]))
          .as(state + " " + commands[i])
          .isEqualTo(next.equals("-") ? Optional.empty() : Optional.of(InquiryState.valueOf(next)));
    }
  }

  @Test
  void commandsOfWhenAskedThenOnlyThePartysOwn() {
    assertThat(RECEIVED.commandsOf(InquiryState.Party.HELP_DESK))
        .containsExactly(InquiryState.Command.TAKE, InquiryState.Command.ANSWER);
    assertThat(CLOSED.commandsOf(InquiryState.Party.ASKER)).isEmpty();
    assertThat(ANSWERED.commandsOf(InquiryState.Party.ASKER))
        .containsExactly(InquiryState.Command.ADD, InquiryState.Command.SETTLE);
    assertThat(IN_PROGRESS.commandsOf(InquiryState.Party.HELP_DESK))
        .containsExactly(InquiryState.Command.ANSWER, InquiryState.Command.CLOSE);
  }
}
