package jp.yoyo.id.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineOptionsTest {

  @Test
  void parseWhenNothingIsGivenThenDataIsKeptAndDemoLoaded() {
    CommandLineOptions options = parse();

    assertThat(options.fresh()).isFalse();
    assertThat(options.demo()).isTrue();
    assertThat(options.debugPort()).isEmpty();
    DevStackOptions stack = options.stackOptions(Map.of());
    assertThat(stack.ports()).isEqualTo(new Ports(8080, 9000, 8025, 1025, 5433, 8081, 9001));
    assertThat(stack.companionApp()).isTrue();
    assertThat(stack.dataDirectory()).isEqualTo(Path.of(".stack").toAbsolutePath());
  }

  @Test
  void parseWhenEverythingIsGivenThenAllOfItCounts() {
    Map<String, String> environment =
        Map.of(
            "YOYO_KEYCLOAK_PORT", " 18080 ",
            "YOYO_POSTGRES_PORT", "",
            "YOYO_STACK_DIR", "/tmp/elsewhere",
            "YOYO_KEYCLOAK_HEAP", "3g",
            "YOYO_LOG_LEVEL", "info,jp.yoyo.id:debug",
            "YOYO_DEBUG_PORT", "5005");
    CommandLineOptions options =
        CommandLineOptions.parse(
            new String[] {"--fresh", "--no-demo", "--no-app", "--debug"}, environment);

    DevStackOptions stack = options.stackOptions(environment);

    assertThat(options.demo()).isFalse();
    assertThat(stack.fresh()).isTrue();
    assertThat(stack.companionApp()).isFalse();
    assertThat(stack.ports()).isEqualTo(new Ports(18080, 9000, 8025, 1025, 5433, 8081, 9001));
    assertThat(stack.dataDirectory()).isEqualTo(Path.of("/tmp/elsewhere"));
    assertThat(stack.heap()).isEqualTo("3g");
    assertThat(stack.keycloakArguments()).containsExactly("--log-level=info,jp.yoyo.id:debug");
    assertThat(stack.debugPort()).hasValue(5005);
  }

  @Test
  void parseWhenAnOptionIsUnknownThenItIsNamedAndTheOthersExplained() {
    assertThatThrownBy(() -> parse("--fersh"))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("--fersh")
        .hasMessageContaining("--fresh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"80 80", "http", "-1", "65536", "99999999999"})
  void portsWhenAVariableIsWrongThenItIsNamed(String value) {
    assertThatThrownBy(() -> Ports.from(Map.of("YOYO_SMTP_PORT", value)))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("YOYO_SMTP_PORT")
        .hasMessageContaining(value);
  }

  private static CommandLineOptions parse(String... arguments) {
    return CommandLineOptions.parse(arguments, Map.of());
  }
}
