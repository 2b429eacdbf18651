package jp.yoyo.id.facilitytoken;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many wrong tokens came from which address within the last minute, on this node, and how many
 * of them cost the database a look. A source above the limit is told to slow down; above the limit
 * of look-ups it is served from memory only, so that nobody keeps the database busy. A right token
 * of an account that this node knows always passes: who shares his address with a clinic does not
 * lock it out. There is no limit by account: whoever knows an account's id could lock it out.
 */
final class WrongTokens {

  private static final int MOST_SOURCES = 20_000;
  private static final long WINDOW_MILLIS = 60_000;

  /** A window that slides: the one before counts as much as it still overlaps the last minute. */
  private static final class Count {
    private long window;
    private int before;
    private int now;

    void add(long at) {
      moveTo(at);
      now++;
    }

    boolean isOver(int most, long at) {
      moveTo(at);
      double stillOfBefore = 1 - (at % WINDOW_MILLIS) / (double) WINDOW_MILLIS;
      return now + before * stillOfBefore > most;
    }

    private void moveTo(long at) {
      long wanted = at / WINDOW_MILLIS;
      if (wanted != window) {
        before = wanted == window + 1 ? now : 0;
        now = 0;
        window = wanted;
      }
    }
  }

  private record Source(Count wrong, Count lookedUp) {}

  private final Map<String, Source> sources =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Source> eldest) {
          return size() > MOST_SOURCES;
        }
      };

  /**
   * Counts a wrong token.
   *
   * @param lookedUp whether it cost a look
   */
  synchronized void count(String source, boolean lookedUp, long now) {
    Source counts = sources.computeIfAbsent(source, key -> new Source(new Count(), new Count()));
    counts.wrong().add(now);
    if (lookedUp) {
      counts.lookedUp().add(now);
    }
  }

  /** Whether more than so many have come from the source within the last minute. */
  synchronized boolean isOver(String source, int most, long now) {
    Source counts = sources.get(source);
    return counts != null && counts.wrong().isOver(most, now);
  }

  /** Whether more than so many of them cost a look. */
  synchronized boolean isOverByLookUps(String source, int most, long now) {
    Source counts = sources.get(source);
    return counts != null && counts.lookedUp().isOver(most, now);
  }

  /** An address; of IPv6 the first half, since the second is its owner's to choose. */
  static String source(@Nullable String address) {
    if (address == null || address.indexOf(':') < 0) {
      return address == null ? "" : address;
    }
    try {
      // No name is ever looked up for a text with a colon.
      InetAddress parsed = InetAddress.getByName(address);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8))
          : parsed.getHostAddress();
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
