package jp.yoyo.id.app.issuance;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** How far a file has come. */
public enum RunState {
  /** Read and checked; nothing has been done. */
  PREVIEW,
  RUNNING,
  PAUSED,
  CANCELLED,
  DONE;

  private Set<RunState> next() {
    return switch (this) {
      case PREVIEW -> EnumSet.of(RUNNING, CANCELLED);
      case RUNNING -> EnumSet.of(PAUSED, CANCELLED, DONE);
      case PAUSED -> EnumSet.of(RUNNING, CANCELLED);
      case CANCELLED, DONE -> EnumSet.noneOf(RunState.class);
    };
  }

  /** Whether this may become that. */
  public boolean mayBecome(RunState state) {
    return next().contains(state);
  }

  /** As it stands in the database and in message keys. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RunState of(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
