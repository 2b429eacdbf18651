package jp.yoyo.id.app.inquiry;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where an inquiry (お問い合わせ) stands, and what can be done with it there. */
public enum InquiryState {
  /** 受付: waits for the help desk. */
  RECEIVED,
  /** 対応中. */
  IN_PROGRESS,
  /** 回答済: waits for the asker, or for nobody. */
  ANSWERED,
  /** 完了. */
  CLOSED;

  /** Who gives a command. */
  public enum Party {
    ASKER,
    HELP_DESK
  }

  /** What can be done with an inquiry. */
  public enum Command {
    /** 対応を始める. */
    TAKE(Party.HELP_DESK, false),
    /** 回答する: mailed to the asker. */
    ANSWER(Party.HELP_DESK, true),
    /** 完了にする. */
    CLOSE(Party.HELP_DESK, false),
    /** 対応を再開する. */
    REOPEN(Party.HELP_DESK, false),
    /** 追加で質問する. */
    ADD(Party.ASKER, true),
    /** 解決した, or no longer asked. */
    SETTLE(Party.ASKER, false);

    private final Party party;
    private final boolean textRequired;

    Command(Party party, boolean textRequired) {
      this.party = party;
      this.textRequired = textRequired;
    }

    public Party party() {
      return party;
    }

    /** Whether something is written with it. */
    public boolean textRequired() {
      return textRequired;
    }

    /** As in addresses and in the names of audit events. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The command of that name as it came in; empty for anything else. */
    static Optional<Command> named(@Nullable String typed) {
      for (Command command : values()) {
        if (command.code().equals(typed)) {
          return Optional.of(command);
        }
      }
      return Optional.empty();
    }
  }

  private static final Map<InquiryState, Map<Command, InquiryState>> TRANSITIONS =
      Collections.unmodifiableMap(
          new EnumMap<>(
              Map.of(
                  RECEIVED,
                  Map.of(
                      Command.TAKE, IN_PROGRESS,
                      Command.ANSWER, ANSWERED,
                      Command.ADD, RECEIVED,
                      Command.SETTLE, CLOSED),
                  IN_PROGRESS,
                  Map.of(
                      Command.ANSWER, ANSWERED,
                      Command.CLOSE, CLOSED,
                      Command.ADD, IN_PROGRESS,
                      Command.SETTLE, CLOSED),
                  ANSWERED,
                  Map.of(
                      Command.ANSWER, ANSWERED,
                      Command.CLOSE, CLOSED,
                      Command.ADD, RECEIVED,
                      Command.SETTLE, CLOSED),
                  CLOSED,
                  Map.of(Command.REOPEN, IN_PROGRESS))));

  /** The state after a command; empty where it cannot be given. */
  public Optional<InquiryState> after(Command command) {
    return Optional.ofNullable(TRANSITIONS.getOrDefault(this, Map.of()).get(command));
  }

  public boolean allows(Command command) {
    return after(command).isPresent();
  }

  /** What the asker, or the help desk, can do now. */
  public Set<Command> commandsOf(Party party) {
    Set<Command> commands = new TreeSet<>();
    for (Command command : Command.values()) {
      if (command.party() == party && allows(command)) {
        commands.add(command);
      }
    }
    return commands;
  }

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Key of its name on screens. */
  public String key() {
    return "inquiry.state." + column();
  }

  static InquiryState of(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }

  /** All of them, in their order. */
  static List<InquiryState> all() {
    return List.of(values());
  }

  /** The state of that name as it came in; empty for anything else. */
  static Optional<InquiryState> named(@Nullable String typed) {
    for (InquiryState state : values()) {
      if (state.column().equals(typed)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
