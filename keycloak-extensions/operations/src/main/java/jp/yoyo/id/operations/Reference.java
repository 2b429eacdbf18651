package jp.yoyo.id.operations;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.MDC;

/**
 * The number of a request. A person reads it from an error page to the help desk; the lines of the
 * server's log and of the audit stream that belong to the request carry it.
 *
 * <p>Kept in the logging context, which the server keeps apart for each request: so a format of the
 * log with {@code %X{reference}} shows it in every line.
 */
public final class Reference {

  /** Its name in the logging context. */
  static final String KEY = "reference";

  /** Digits only: they are read aloud. Japan's time, as on the page. */
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT)
          .withZone(ZoneOffset.ofHours(9));

  private static final int COUNTED = 1000;

  private static final AtomicInteger COUNTER = new AtomicInteger();

  private Reference() {}

  /** A new number: the time to the millisecond and a counter, {@code 20260601-090000-123-045}. */
  static String next() {
    int number = COUNTED + Math.floorMod(COUNTER.getAndIncrement(), COUNTED);
    return FORMAT.format(Instant.now()) + "-" + Integer.toString(number).substring(1);
  }

  /** The number of the request that is being served; empty outside of one. */
  public static Optional<String> current() {
    return MDC.get(KEY) instanceof String known ? Optional.of(known) : Optional.empty();
  }

  /** The number of the request; a new one if it had none so far. */
  static String ofRequest() {
    return current()
        .orElseGet(
            () -> {
              String made = next();
              MDC.put(KEY, made);
              return made;
            });
  }
}
