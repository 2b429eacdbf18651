package jp.yoyo.id.devstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** TCP ports of the loopback interface. */
public final class LoopbackPort {

  private LoopbackPort() {}

  /** IPv4: what Java and most clients try first for "localhost", and what exists everywhere. */
  public static InetAddress address() {
    try {
      return InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether somebody listens there already. Looks at IPv6 too: a browser that is told "localhost"
   * would reach that other program instead of ours.
   */
  public static boolean isTaken(int port) {
    return cannotBind(address(), port) || cannotBind(sixth(), port);
  }

  /**
   * Different ports that nobody listens on. Another program may still be faster than the caller.
   */
  public static List<Integer> free(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      List<Integer> ports = new ArrayList<>();
      while (ports.size() < count) {
        ServerSocket socket = new ServerSocket();
        held.add(socket);
        socket.bind(new InetSocketAddress(address(), 0));
        ports.add(socket.getLocalPort());
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      held.forEach(LoopbackPort::closeQuietly);
    }
  }

  private static boolean cannotBind(InetAddress address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // connections in TIME_WAIT do not count
      socket.bind(new InetSocketAddress(address, port));
      return false;
    } catch (BindException e) {
      // "Cannot assign requested address": this machine has no IPv6, so nobody can listen there.
      return e.getMessage() == null || !e.getMessage().contains("assign");
    } catch (IOException e) {
      return address instanceof java.net.Inet4Address;
    }
  }

  private static InetAddress sixth() {
    try {
      byte[] bytes = new byte[16];
      bytes[15] = 1;
      return InetAddress.getByAddress(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void closeQuietly(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // nothing was sent over it
    }
  }
}
