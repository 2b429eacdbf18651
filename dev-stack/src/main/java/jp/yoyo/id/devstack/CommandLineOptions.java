package jp.yoyo.id.devstack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the person at the console asked for.
 *
 * @param fresh begin again
 * @param demo load the demo organisations
 * @param app start the companion app
 * @param help only explain
 * @param debugPort where a debugger attaches to Keycloak
 */
record CommandLineOptions(
    boolean fresh, boolean demo, boolean app, boolean help, OptionalInt debugPort) {

  static final String DATA = "YOYO_STACK_DIR";
  static final String HEAP = "YOYO_KEYCLOAK_HEAP";
  static final String LOG_LEVEL = "YOYO_LOG_LEVEL";
  static final String DEBUG_PORT = "YOYO_DEBUG_PORT";

  private static final int USUAL_DEBUG_PORT = 8787;

  static final String USAGE =
      """
      Starts PostgreSQL, Keycloak with our providers, the companion app and a mail inbox on this
      machine.

      Usage: ./start [--fresh] [--no-demo] [--no-app] [--debug]

        --fresh     forget all data of former starts
        --no-demo   do not load the demo organisations and users
        --no-app    do not start the companion app
        --debug     let a debugger attach to Keycloak (port 8787, or YOYO_DEBUG_PORT)
        --help      this text

      Environment                                             if not set
        YOYO_KEYCLOAK_PORT     Keycloak                       8080
        YOYO_MANAGEMENT_PORT   Keycloak's health and metrics  9000
        YOYO_APP_PORT          companion app                  8081
        YOYO_APP_MANAGEMENT_PORT  its health and metrics      9001
        YOYO_INBOX_PORT        mail inbox, page and JSON      8025
        YOYO_SMTP_PORT         mail inbox, SMTP               1025
        YOYO_POSTGRES_PORT     PostgreSQL                     5433
        YOYO_STACK_DIR         where data and logs are kept   .stack in the checkout
        YOYO_KEYCLOAK_HEAP     most heap of Keycloak          1g
        YOYO_LOG_LEVEL         Keycloak's log                 info; such as info,jp.yoyo.id:debug

      Ctrl-C stops everything it started.
      """;

  static CommandLineOptions parse(String[] arguments, Map<String, String> environment) {
    boolean fresh = false;
    boolean demo = true;
    boolean app = true;
    boolean help = false;
    OptionalInt debug = OptionalInt.empty();
    for (String argument : arguments) {
      switch (argument) {
        case "--fresh" -> fresh = true;
        case "--no-demo" -> demo = false;
        case "--no-app" -> app = false;
        case "--help", "-h" -> help = true;
        case "--debug" -> debug = OptionalInt.of(debugPort(environment));
        default ->
            throw new StartFailedException(
                "Unknown option: " + argument + "\n\n" + USAGE.stripTrailing());
      }
    }
    return new CommandLineOptions(fresh, demo, app, help, debug);
  }

  private static int debugPort(Map<String, String> environment) {
    String value = environment.getOrDefault(DEBUG_PORT, "").strip();
    try {
      return value.isEmpty() ? USUAL_DEBUG_PORT : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new StartFailedException(
          DEBUG_PORT + " is \"" + value + "\": a port number is needed.", e);
    }
  }

  DevStackOptions stackOptions(Map<String, String> environment) {
    String data = environment.getOrDefault(DATA, "").strip();
    DevStackOptions options =
        DevStackOptions.in(Path.of(data.isEmpty() ? ".stack" : data))
            .withPorts(Ports.from(environment))
            .withFresh(fresh)
            .withCompanionApp(app);
    String heap = environment.getOrDefault(HEAP, "").strip();
    if (!heap.isEmpty()) {
      options = options.withHeap(heap);
    }
    String logLevel = environment.getOrDefault(LOG_LEVEL, "").strip();
    if (!logLevel.isEmpty()) {
      options = options.withKeycloakArguments(List.of("--log-level=" + logLevel));
    }
    return debugPort.isPresent() ? options.withDebugPort(debugPort.getAsInt()) : options;
  }
}
