package jp.yoyo.id.app.keycloak;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import jp.yoyo.id.app.configuration.AppConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What Keycloak last said of {@link Operations#status}, not older than some seconds. While it
 * cannot be asked, what it said last holds: a maintenance that was announced begins and ends at its
 * times. Somebody who asks meanwhile never waits for somebody else who does.
 */
@Component
public class CurrentOperations {

  private static final Logger LOG = LoggerFactory.getLogger(CurrentOperations.class);

  private record Known(OperationsStatus status, Instant askedAt, boolean isGood) {}

  /**
   * Whom to ask, in one language.
   *
   * @param open whether somebody answers now; null where that is not known
   * @param changesAt when it closes, or opens next
   */
  public record HelpDesk(
      String name,
      String phone,
      String hours,
      @Nullable Boolean open,
      @Nullable Instant changesAt) {}

  private final Operations operations;
  private final OperationsSettings settings;
  private final AppConfiguration configuration;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Known known;

  CurrentOperations(
      Operations operations,
      OperationsSettings settings,
      AppConfiguration configuration,
      Clock clock) {
    this.operations = operations;
    this.settings = settings;
    this.configuration = configuration;
    this.clock = clock;
  }

  /** The state now. Never fails. */
  public OperationsStatus status() {
    Known present = known;
    if (present == null || isOld(present)) {
      // The first one waits, so that nothing is shown before it is known to be open.
      if (present == null) {
        asking.lock();
      } else if (!asking.tryLock()) {
        return present.status;
      }
      try {
        present = known;
        if (present == null || isOld(present)) {
          present = ask(present);
          known = present;
        }
      } finally {
        asking.unlock();
      }
    }
    return present.status;
  }

  private boolean isOld(Known present) {
    return !clock.instant().isBefore(present.askedAt.plus(settings.fresh()));
  }

  private Known ask(@Nullable Known former) {
    try {
      OperationsStatus status = operations.status();
      return new Known(status, clock.instant(), true);
    } catch (KeycloakUnavailableException e) {
      if (former == null || former.isGood) {
        LOG.warn("The state of operations is not known: what was known last holds", e);
      }
      return new Known(
          former == null ? OperationsStatus.NOTHING : former.status, clock.instant(), false);
    }
  }

  /** Keycloak is asked again at once: somebody has just changed it, or knows better. */
  public void forget() {
    Known present = known;
    if (present != null) {
      known = new Known(present.status, Instant.EPOCH, present.isGood);
    }
  }

  /** Whom to ask: what the realm says, else what this app's own settings say. */
  public HelpDesk helpDesk(Locale locale) {
    OperationsStatus.HelpDesk helpDesk = status().helpDesk();
    if (helpDesk == null) {
      AppConfiguration.HelpDesk own = configuration.helpDesk();
      return new HelpDesk(own.name(), own.phone(), own.hoursIn(locale), null, null);
    }
    Instant changesAt = helpDesk.changesAt();
    // What was read before it opened or closed says nothing about now.
    boolean isPresent = changesAt == null || clock.instant().isBefore(changesAt);
    return new HelpDesk(
        helpDesk.name().in(locale),
        helpDesk.phone(),
        helpDesk.hours().in(locale),
        isPresent ? helpDesk.open() : null,
        isPresent ? changesAt : null);
  }
}
