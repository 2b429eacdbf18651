package jp.yoyo.id.devstack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.devstack.process.LoopbackPort;
import jp.yoyo.id.devstack.process.PortHolder;

/** Makes sure before anything starts that every port can be had. */
final class PortPlan {

  private record Wish(String part, String setting, int port) {}

  private PortPlan() {}

  /**
   * Replaces zeros by free ports.
   *
   * @throws StartFailedException naming every port that is taken, for what, by whom and what to set
   */
  static Ports resolve(Ports wanted) {
    requireDifferent(wanted);
    List<String> problems = new ArrayList<>();
    for (Wish wish : wishes(wanted)) {
      if (wish.port != 0 && LoopbackPort.isTaken(wish.port)) {
        problems.add(
            "Port %d (%s) is taken%s. Stop that program, or choose another port: %s=%d ./start"
                .formatted(
                    wish.port,
                    wish.part,
                    PortHolder.of(wish.port).map(holder -> " by " + holder).orElse(""),
                    wish.setting,
                    other(wish.port)));
      }
    }
    if (!problems.isEmpty()) {
      throw new StartFailedException(String.join("\n", problems));
    }
    Deque<Integer> free = new ArrayDeque<>(LoopbackPort.free(7));
    return new Ports(
        orFree(wanted.keycloak(), free),
        orFree(wanted.management(), free),
        orFree(wanted.inbox(), free),
        orFree(wanted.smtp(), free),
        orFree(wanted.postgres(), free),
        orFree(wanted.app(), free),
        orFree(wanted.appManagement(), free));
  }

  private static List<Wish> wishes(Ports ports) {
    return List.of(
        new Wish("Keycloak", Ports.KEYCLOAK, ports.keycloak()),
        new Wish("Keycloak's health and metrics", Ports.MANAGEMENT, ports.management()),
        new Wish("mail inbox", Ports.INBOX, ports.inbox()),
        new Wish("mail server", Ports.SMTP, ports.smtp()),
        new Wish("PostgreSQL", Ports.POSTGRES, ports.postgres()),
        new Wish("companion app", Ports.APP, ports.app()),
        new Wish(
            "companion app's health and metrics", Ports.APP_MANAGEMENT, ports.appManagement()));
  }

  private static void requireDifferent(Ports ports) {
    Map<Integer, Wish> seen = new LinkedHashMap<>();
    for (Wish wish : wishes(ports)) {
      Wish former = wish.port == 0 ? null : seen.put(wish.port, wish);
      if (former != null) {
        throw new StartFailedException(
            "Port %d is wanted twice: %s for %s and %s for %s."
                .formatted(wish.port, former.setting, former.part, wish.setting, wish.part));
      }
    }
  }

  private static int other(int port) {
    return port < 55_000 ? port + 10_000 : port - 10_000;
  }

  private static int orFree(int port, Deque<Integer> free) {
    return port == 0 ? free.removeFirst() : port;
  }
}
