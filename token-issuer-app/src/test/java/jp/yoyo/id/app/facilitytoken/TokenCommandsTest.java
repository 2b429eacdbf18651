package jp.yoyo.id.app.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.facilitytoken.TokenApplicationState.Command;
import jp.yoyo.id.app.testing.AppTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MvcResult;

/** Every command in every state, as the pages give it: as the table says, or nothing changes. */
@AppTest
final class TokenCommandsTest extends TokenTestCase {

  @Autowired
  TokenCommandsTest(ApplicationContext beans) {
    super(beans);
  }

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
  void commandWhenGivenThenAsTheTableSaysOrNothing(TokenApplicationState state, Command command)
      throws Exception {
    // 廃止 is the one that is approved by its end.
    boolean abolition = command == Command.END;
    String target = abolition ? claimed() : "";
    Handed handed =
        abolition
            ? new Handed(
                submitted(ApplicationKind.ABOLITION, target, HandOverWay.PAPER), ClaimCode.next())
            : handedOver(ApplicationKind.NEW, "");
    UUID id = handed.id();
    sql.sql(
            """
            update facility_token_application set state = :state, version = 100,
              forwarded_by = null, approved_by = null
            where id = :id
            """)
        .param("state", state.column())
        .param("id", id)
        .update();
    int secrets = tokens.secrets().size();
    sql.sql("delete from outbox_message").update();

    MvcResult result = give(command, handed);

    int status = result.getResponse().getStatus();
    TokenApplication after = find(id);
    Optional<TokenApplicationState> expected = expected(state, command);
    if (expected.isPresent()) {
      assertThat(status).isIn(200, 302);
      assertThat(after.state()).isEqualTo(expected.get());
      assertThat(after.version()).isEqualTo(101);
    } else {
      assertThat(status).as(body(result)).isIn(409, 422);
      assertThat(after.state()).isEqualTo(state);
      assertThat(after.version()).isEqualTo(100);
      assertThat(tokens.secrets()).hasSize(secrets);
      // But for the alarm that a second claim raises.
      assertThat(
              sql.sql("select count(*) from outbox_message where kind <> :alarm")
                  .param("alarm", TokenAlarm.KIND)
                  .query(Long.class)
                  .single())
          .isZero();
    }
  }

  /** Handing over, and handing over anew, are one button: which of them it is, the state says. */
  private static Optional<TokenApplicationState> expected(
      TokenApplicationState state, Command command) {
    if (command == Command.HAND_OVER || command == Command.REISSUE_CODE) {
      return state.after(Command.HAND_OVER).or(() -> state.after(Command.REISSUE_CODE));
    }
    return state.after(command);
  }

  private MvcResult give(Command command, Handed handed) throws Exception {
    String own = "/facility-tokens/applications/" + handed.id();
    String review = "/facility-token-reviews/" + handed.id();
    return switch (command) {
      case EDIT -> send(form(post(own + "/edit")).param("version", "100"), "a1");
      case SUBMIT -> send(post(own + "/submit").param("version", "100"), "a1");
      case WITHDRAW -> send(post(own + "/withdraw").param("version", "100"), "a1");
      case FORWARD, RETURN, REJECT -> decide(review, command, "m1");
      case APPROVE, CENTRAL_RETURN, CENTRAL_REJECT -> decide(review, command, "c1");
      // The page offers approval, which is the end of what is to be abolished.
      case END -> decide(review, Command.APPROVE, "c1");
      case HAND_OVER -> send(post(review + "/notice").param("version", "100"), "m1");
      case REISSUE_CODE -> send(post(review + "/mail").param("version", "100"), "m1");
      case CLAIM ->
          send(post("/facility-tokens/claim").param("code", handed.code().grouped()), "a1");
    };
  }

  private MvcResult decide(String review, Command command, String user) throws Exception {
    return send(
        post(review + "/decision")
            .param("version", "100")
            .param("command", command.code())
            .param("comment", command.commentRequired() ? "理由" : ""),
        user);
  }

  @ParameterizedTest
  @EnumSource
  void pagesWhenOpenedThenOfferWhatTheTableSays(TokenApplicationState state) throws Exception {
    UUID id = submitted(ApplicationKind.NEW, "", HandOverWay.PAPER);
    sql.sql("update facility_token_application set state = :state where id = :id")
        .param("state", state.column())
        .param("id", id)
        .update();
    String own = "/facility-tokens/applications/" + id;
    String review = "/facility-token-reviews/" + id;
    String facility = body(send(get(own), "a1"));
    String municipality = body(send(get(review), "m1"));
    String center = body(send(get(review), "c1"));
    for (Command command : Command.values()) {
      String button = "value=\"%s\"".formatted(command.code());
      boolean offered =
          switch (command) {
            case EDIT, SUBMIT, WITHDRAW -> facility.contains(own + "/" + command.code());
            case CLAIM -> facility.contains("href=\"/facility-tokens/claim\"");
            case FORWARD, RETURN, REJECT -> municipality.contains(button);
            case APPROVE, END, CENTRAL_RETURN, CENTRAL_REJECT -> center.contains(button);
            case HAND_OVER, REISSUE_CODE -> municipality.contains(review + "/notice");
          };
      // It is no 廃止.
      assertThat(offered)
          .as(command.code())
          .isEqualTo(command != Command.END && expected(state, command).isPresent());
    }
  }
}
