package jp.yoyo.id.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackPortTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::1"})
  void isTakenWhenSomebodyListensThenTrue(String address) throws IOException {
    try (ServerSocket listener = listen(address)) {
      assertThat(LoopbackPort.isTaken(listener.getLocalPort())).isTrue();
    }
  }

  @Test
  void isTakenWhenNobodyListensThenFalse() {
    int port = LoopbackPort.free(1).get(0);

    assertThat(LoopbackPort.isTaken(port)).isFalse();
    assertThat(LoopbackPort.isTaken(port)).isFalse(); // looking does not take it
  }

  @Test
  void isTakenWhenOnlyAnEndedConnectionIsLeftThenFalse() throws IOException {
    int port;
    try (ServerSocket listener = listen("127.0.0.1")) {
      port = listener.getLocalPort();
      try (Socket client = new Socket(LoopbackPort.address(), port);
          Socket server = listener.accept()) {
        server.shutdownOutput(); // the side that closes first waits for a minute
        client.getInputStream().readAllBytes();
      }
    }

    assertThat(LoopbackPort.isTaken(port)).isFalse();
  }

  @Test
  void freeWhenSeveralAreWantedThenTheyDiffer() {
    List<Integer> ports = LoopbackPort.free(20);

    assertThat(ports).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void holderWhenWeListenThenOurProcessIsNamed() throws IOException {
    try (ServerSocket listener = listen("127.0.0.1")) {
      assertThat(PortHolder.of(listener.getLocalPort()))
          .hasValueSatisfying(
              text ->
                  assertThat(text)
                      .contains("java")
                      .contains(Long.toString(ProcessHandle.current().pid())));
    }
  }

  @Test
  void holderWhenNobodyListensThenEmpty() {
    assertThat(PortHolder.of(LoopbackPort.free(1).get(0))).isEmpty();
  }

  private static ServerSocket listen(String address) {
    try {
      return new ServerSocket(0, 1, InetAddress.getByName(address));
    } catch (IOException e) {
      assumeTrue(false, "This machine has no " + address);
      throw new IllegalStateException(e);
    }
  }
}
