package jp.yoyo.id.app.facility;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a facility still works. */
public enum FacilityState {
  REGISTERED,
  /** 廃止: its people can log in no more, its codes still find it. */
  CLOSED;

  private Set<FacilityState> next() {
    return switch (this) {
      case REGISTERED -> Set.of(CLOSED);
      // Closed by mistake, or after a pause (休止).
      case CLOSED -> Set.of(REGISTERED);
    };
  }

  /** Whether this may become that. */
  public boolean mayBecome(FacilityState state) {
    return next().contains(state);
  }

  /** As it stands in the database, in addresses and in message keys. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty for anything else. */
  public static Optional<FacilityState> of(@Nullable String column) {
    for (FacilityState state : values()) {
      if (state.column().equals(column)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
