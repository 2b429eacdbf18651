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
 * How many wrong tokens came from which address within the last minute, on this node. A source
 * above the limit is served from memory only: a right token whose account this node knows still
 * passes, so that nobody locks out a clinic that shares his address, and nothing else costs the
 * database a look. There is no limit by account: whoever knows an account's id could lock it out.
 */
final class WrongTokens {

  private static final int MOST_SOURCES = 20_000;
  private static final long WINDOW_MILLIS = 60_000;

  /** A window that slides: the one before counts as much as it still overlaps the last minute. */
  private static final class Count {
    long window;
    int before;
    int now;

    void moveTo(long wanted) {
      if (wanted != window) {
        before = wanted == window + 1 ? now : 0;
        now = 0;
        window = wanted;
      }
    }
  }

  private final Map<String, Count> sources =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > MOST_SOURCES;
        }
      };

  /** Counts a wrong token. */
  synchronized void count(String source, long now) {
    Count count = sources.computeIfAbsent(source, key -> new Count());
    count.moveTo(now / WINDOW_MILLIS);
    count.now++;
  }

  /** Whether more than so many have come from the source within the last minute. */
  synchronized boolean isOver(String source, int most, long now) {
    Count count = sources.get(source);
    if (count == null) {
      return false;
    }
    count.moveTo(now / WINDOW_MILLIS);
    double stillOfBefore = 1 - (now % WINDOW_MILLIS) / (double) WINDOW_MILLIS;
    return count.now + count.before * stillOfBefore > most;
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
