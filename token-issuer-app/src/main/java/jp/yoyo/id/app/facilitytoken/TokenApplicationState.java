package jp.yoyo.id.app.facilitytoken;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where a token application (医療機関トークン申請書) stands, and what can be done with it there. */
public enum TokenApplicationState {
  /** 下書き. */
  DRAFT,
  /** 申請中: the municipality reviews. */
  SUBMITTED,
  /** 差戻し. */
  RETURNED,
  /** 送付済: the central office reviews. */
  FORWARDED,
  /** 承認: the municipality hands over. */
  APPROVED,
  /** 送付: the facility has a claim code, or will have it. */
  HANDED_OVER,
  /** 受領: from this moment the token exists. */
  CLAIMED,
  /** 廃止済: what 廃止 was applied for is done. */
  ENDED,
  /** 却下. */
  REJECTED,
  /** 取下げ. */
  WITHDRAWN;

  /** Who gives a command. */
  public enum Party {
    FACILITY,
    MUNICIPALITY,
    CENTRAL
  }

  /** What can be done with an application. */
  public enum Command {
    /** Change what it says. */
    EDIT(Party.FACILITY, false),
    SUBMIT(Party.FACILITY, false),
    WITHDRAW(Party.FACILITY, false),
    FORWARD(Party.MUNICIPALITY, false),
    RETURN(Party.MUNICIPALITY, true),
    REJECT(Party.MUNICIPALITY, true),
    APPROVE(Party.CENTRAL, false),
    /** Approves 廃止: nothing is handed over, the token ends. */
    END(Party.CENTRAL, false),
    CENTRAL_RETURN(Party.CENTRAL, true),
    CENTRAL_REJECT(Party.CENTRAL, true),
    HAND_OVER(Party.MUNICIPALITY, false),
    /** Hands over anew: the former claim code is dead. */
    REISSUE_CODE(Party.MUNICIPALITY, false),
    CLAIM(Party.FACILITY, false);

    private final Party party;
    private final boolean commentRequired;

    Command(Party party, boolean commentRequired) {
      this.party = party;
      this.commentRequired = commentRequired;
    }

    public Party party() {
      return party;
    }

    /** Whether it has to be said why. */
    public boolean commentRequired() {
      return commentRequired;
    }

    /** As in addresses, in the names of audit events and in message keys: {@code hand-over}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty for anything else. */
    static Optional<Command> named(@Nullable String typed) {
      for (Command command : values()) {
        if (command.code().equals(typed)) {
          return Optional.of(command);
        }
      }
      return Optional.empty();
    }
  }

  private static final Map<TokenApplicationState, Map<Command, TokenApplicationState>> TRANSITIONS =
      new EnumMap<>(
          Map.of(
              DRAFT,
              Map.of(Command.EDIT, DRAFT, Command.SUBMIT, SUBMITTED, Command.WITHDRAW, WITHDRAWN),
              SUBMITTED,
              Map.of(
                  Command.WITHDRAW, WITHDRAWN,
                  Command.FORWARD, FORWARDED,
                  Command.RETURN, RETURNED,
                  Command.REJECT, REJECTED),
              RETURNED,
              Map.of(
                  Command.EDIT, RETURNED, Command.SUBMIT, SUBMITTED, Command.WITHDRAW, WITHDRAWN),
              FORWARDED,
              Map.of(
                  Command.WITHDRAW, WITHDRAWN,
                  Command.APPROVE, APPROVED,
                  Command.END, ENDED,
                  Command.CENTRAL_RETURN, RETURNED,
                  Command.CENTRAL_REJECT, REJECTED),
              APPROVED,
              Map.of(Command.WITHDRAW, WITHDRAWN, Command.HAND_OVER, HANDED_OVER),
              HANDED_OVER,
              // No withdrawal: it would race with the claim.
              Map.of(Command.REISSUE_CODE, HANDED_OVER, Command.CLAIM, CLAIMED)));

  /** The state after a command; empty where it cannot be given. */
  public Optional<TokenApplicationState> after(Command command) {
    return Optional.ofNullable(TRANSITIONS.getOrDefault(this, Map.of()).get(command));
  }

  public boolean allows(Command command) {
    return after(command).isPresent();
  }

  /** What a party can do now. */
  public Set<Command> commandsOf(Party party) {
    Set<Command> commands = new TreeSet<>();
    for (Command command : Command.values()) {
      if (command.party() == party && allows(command)) {
        commands.add(command);
      }
    }
    return commands;
  }

  /** Whether it waits for somebody: nothing has come of it yet. */
  public boolean isOpen() {
    return !TRANSITIONS.getOrDefault(this, Map.of()).isEmpty();
  }

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Key of its name on screens. */
  public String key() {
    return "facilitytoken.state." + column();
  }

  static TokenApplicationState of(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }

  /** The state of that name as it came in; empty for anything else. */
  static Optional<TokenApplicationState> named(@Nullable String typed) {
    for (TokenApplicationState state : values()) {
      if (state.column().equals(typed)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
