package jp.yoyo.id.app.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.yoyo.id.app.facilitytoken.TokenApplicationState.Command;
import jp.yoyo.id.app.facilitytoken.TokenApplicationState.Party;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TokenApplicationStateTest {

  /** What is possible; everything else is not. */
  private static final Map<String, String> POSSIBLE =
      Map.ofEntries(
          Map.entry("draft edit", "draft"),
          Map.entry("draft submit", "submitted"),
          Map.entry("draft withdraw", "withdrawn"),
          Map.entry("submitted withdraw", "withdrawn"),
          Map.entry("submitted forward", "forwarded"),
          Map.entry("submitted return", "returned"),
          Map.entry("submitted reject", "rejected"),
          Map.entry("returned edit", "returned"),
          Map.entry("returned submit", "submitted"),
          Map.entry("returned withdraw", "withdrawn"),
          Map.entry("forwarded withdraw", "withdrawn"),
          Map.entry("forwarded approve", "approved"),
          Map.entry("forwarded end", "ended"),
          Map.entry("forwarded central-return", "returned"),
          Map.entry("forwarded central-reject", "rejected"),
          Map.entry("approved withdraw", "withdrawn"),
          Map.entry("approved hand-over", "handed_over"),
          Map.entry("handed_over reissue-code", "handed_over"),
          Map.entry("handed_over claim", "claimed"));

  static List<Arguments> all() {
    List<Arguments> all = new ArrayList<>();
    for (TokenApplicationState state : TokenApplicationState.values()) {
      for (Command command : Command.values()) {
        all.add(Arguments.of(state, command));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("all")
  void afterWhenAskedThenAsInTheTable(TokenApplicationState state, Command command) {
    String expected = POSSIBLE.get(state.column() + " " + command.code());
    assertThat(state.after(command).map(TokenApplicationState::column))
        .isEqualTo(Optional.ofNullable(expected));
    assertThat(state.allows(command)).isEqualTo(expected != null);
    assertThat(state.commandsOf(command.party()).contains(command)).isEqualTo(expected != null);
  }

  @Test
  void commandsWhenTheyReturnOrRejectThenNeedAReason() {
    for (Command command : Command.values()) {
      assertThat(command.commentRequired())
          .isEqualTo(command.code().contains("return") || command.code().contains("reject"));
    }
  }

  @Test
  void partiesWhenAskedThenNobodyDoesTwoSteps() {
    assertThat(Command.SUBMIT.party()).isEqualTo(Party.FACILITY);
    assertThat(Command.FORWARD.party()).isEqualTo(Party.MUNICIPALITY);
    assertThat(Command.APPROVE.party()).isEqualTo(Party.CENTRAL);
    assertThat(Command.HAND_OVER.party()).isEqualTo(Party.MUNICIPALITY);
    assertThat(Command.CLAIM.party()).isEqualTo(Party.FACILITY);
  }
}
