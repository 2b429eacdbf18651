package jp.yoyo.id.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import jp.yoyo.id.devstack.process.LoopbackPort;
import org.junit.jupiter.api.Test;

class PortPlanTest {

  @Test
  void resolveWhenPortsAreTakenThenEachIsNamedWithItsPartItsHolderAndItsSetting()
      throws IOException {
    try (ServerSocket first = new ServerSocket(0, 1, LoopbackPort.address());
        ServerSocket second = new ServerSocket(0, 1, LoopbackPort.address())) {
      Ports wanted = new Ports(first.getLocalPort(), 0, 0, second.getLocalPort(), 0, 0, 0);

      assertThatThrownBy(() -> PortPlan.resolve(wanted))
          .isInstanceOf(StartFailedException.class)
          .hasMessageContaining(
              "Port %d (Keycloak) is taken by java (process %d)"
                  .formatted(first.getLocalPort(), ProcessHandle.current().pid()))
          .hasMessageContaining("YOYO_KEYCLOAK_PORT=")
          .hasMessageContaining("Port %d (mail server) is taken".formatted(second.getLocalPort()))
          .hasMessageContaining("YOYO_SMTP_PORT=");
    }
  }

  @Test
  void resolveWhenZeroIsWantedThenFreePortsThatDiffer() {
    Ports ports = PortPlan.resolve(Ports.free());

    assertThat(
            List.of(
                ports.keycloak(),
                ports.management(),
                ports.inbox(),
                ports.smtp(),
                ports.postgres(),
                ports.app(),
                ports.appManagement()))
        .doesNotContain(0)
        .doesNotHaveDuplicates();
  }

  @Test
  void resolveWhenTwoPartsWantTheSamePortThenBothAreNamed() {
    int port = LoopbackPort.free(1).get(0);

    assertThatThrownBy(() -> PortPlan.resolve(new Ports(port, port, 0, 0, 0, 0, 0)))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("YOYO_KEYCLOAK_PORT")
        .hasMessageContaining("YOYO_MANAGEMENT_PORT");
  }
}
