package jp.yoyo.id.app.bankaccount;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where a bank account application (口座登録申請) stands, and what can be done with it there. */
public enum ApplicationState {
  /** 下書き. */
  DRAFT,
  /** 申請中. */
  SUBMITTED,
  /** 差戻し. */
  RETURNED,
  /** 承認. */
  APPROVED,
  /** 却下. */
  REJECTED,
  /** 取下げ. */
  WITHDRAWN,
  /** 適用開始. */
  APPLIED,
  /** 適用終了. */
  ENDED;

  /** Who gives a command. */
  public enum Party {
    FACILITY,
    FEDERATION,
    /** Nobody: the month has begun. */
    CALENDAR
  }

  /** What can be done with an application. */
  public enum Command {
    /** Change what it says, or what is attached to it. */
    EDIT(Party.FACILITY, false),
    SUBMIT(Party.FACILITY, false),
    WITHDRAW(Party.FACILITY, false),
    RETURN(Party.FEDERATION, true),
    APPROVE(Party.FEDERATION, false),
    REJECT(Party.FEDERATION, true),
    /** The month has begun from which the account applies. */
    START(Party.CALENDAR, false),
    /** Another account has taken its place. */
    END(Party.CALENDAR, false);

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

    /** As in addresses and in the names of audit events. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Map<ApplicationState, Map<Command, ApplicationState>> TRANSITIONS =
      new EnumMap<>(
          Map.of(
              DRAFT,
              Map.of(Command.EDIT, DRAFT, Command.SUBMIT, SUBMITTED, Command.WITHDRAW, WITHDRAWN),
              SUBMITTED,
              Map.of(
                  Command.WITHDRAW, WITHDRAWN,
                  Command.RETURN, RETURNED,
                  Command.APPROVE, APPROVED,
                  Command.REJECT, REJECTED),
              RETURNED,
              Map.of(
                  Command.EDIT, RETURNED, Command.SUBMIT, SUBMITTED, Command.WITHDRAW, WITHDRAWN),
              APPROVED,
              Map.of(Command.START, APPLIED),
              APPLIED,
              Map.of(Command.END, ENDED)));

  /** The state after a command; empty where it cannot be given. */
  public Optional<ApplicationState> after(Command command) {
    return Optional.ofNullable(TRANSITIONS.getOrDefault(this, Map.of()).get(command));
  }

  public boolean allows(Command command) {
    return after(command).isPresent();
  }

  /** What the facility, or the federation, can do now. */
  public Set<Command> commandsOf(Party party) {
    Set<Command> commands = new TreeSet<>();
    for (Command command : Command.values()) {
      if (command.party() == party && allows(command)) {
        commands.add(command);
      }
    }
    return commands;
  }

  /** Whether it waits for the facility or the federation: a facility has one such at most. */
  public boolean isOpen() {
    return this == DRAFT || this == SUBMITTED || this == RETURNED;
  }

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Key of its name on screens. */
  public String key() {
    return "bankaccount.state." + column();
  }

  static ApplicationState of(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }

  /** The state of that name as it came in; empty for anything else. */
  static Optional<ApplicationState> named(String typed) {
    for (ApplicationState state : values()) {
      if (state.column().equals(typed)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
