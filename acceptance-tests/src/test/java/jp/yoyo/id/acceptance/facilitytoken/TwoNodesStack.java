package jp.yoyo.id.acceptance.facilitytoken;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import jp.yoyo.id.acceptance.SharedStack;

/**
 * A stack whose Keycloak is the first node of a cluster; its nodes find each other by the database.
 */
public final class TwoNodesStack extends SharedStack {

  public TwoNodesStack() {
    super(
        "two-nodes", options -> options.withHeap("640m").withKeycloakArguments(clusterArguments()));
  }

  /** What makes a Keycloak a node of a cluster on this machine. */
  static List<String> clusterArguments() {
    return List.of(
        "--cache=ispn",
        "--cache-stack=jdbc-ping",
        "--cache-embedded-network-bind-address=127.0.0.1",
        "--cache-embedded-network-bind-port=" + freePort());
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
