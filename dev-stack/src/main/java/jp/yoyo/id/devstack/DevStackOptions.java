package jp.yoyo.id.devstack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a stack is to be started. Each {@code with…} gives a changed copy.
 *
 * <pre>{@code
 * DevStackOptions.in(Path.of("target/stack")).withFreePorts().withFresh(true)
 * }</pre>
 */
public final class DevStackOptions {

  private final Path dataDirectory;
  private Ports ports = Ports.defaults();
  private Path installations;
  private boolean fresh;
  private String heap = "1g";
  private Optional<Integer> debugPort = Optional.empty();
  private List<String> keycloakArguments = List.of();
  private Map<String, String> keycloakEnvironment = Map.of();
  private Map<String, String> realmEnvironment = Map.of();
  private Map<String, String> postgresSettings = Map.of();
  private boolean stockKeycloak;
  private boolean companionApp;
  private Map<String, String> companionAppEnvironment = Map.of();
  private BuildOutput build = BuildOutput.locate();
  private Consumer<String> progress = line -> {};

  private DevStackOptions(Path dataDirectory) {
    this.dataDirectory = dataDirectory.toAbsolutePath().normalize();
    this.installations = this.dataDirectory;
  }

  /**
   * Default ports, data kept, nothing said.
   *
   * @param dataDirectory database, mails, passwords, logs, the unpacked Keycloak; one running stack
   *     per directory
   */
  public static DevStackOptions in(Path dataDirectory) {
    return new DevStackOptions(dataDirectory);
  }

  public DevStackOptions withPorts(Ports chosen) {
    return copy(it -> it.ports = chosen);
  }

  /**
   * Where Keycloak is unpacked and built, instead of the data directory: stacks that run the same
   * providers build it once.
   */
  public DevStackOptions withInstallations(Path directory) {
    return copy(it -> it.installations = directory.toAbsolutePath().normalize());
  }

  /** Any free ports: for tests that run beside another stack. */
  public DevStackOptions withFreePorts() {
    return withPorts(Ports.free());
  }

  /**
   * Forgets database, mails and passwords of former runs; the unpacked servers stay, so that it
   * costs seconds only.
   */
  public DevStackOptions withFresh(boolean wanted) {
    return copy(it -> it.fresh = wanted);
  }

  /**
   * The most memory of Keycloak's heap, as {@code -Xmx} takes it; {@code 1g} if nothing is said.
   */
  public DevStackOptions withHeap(String most) {
    return copy(it -> it.heap = most);
  }

  /** Where a debugger attaches to Keycloak. */
  public DevStackOptions withDebugPort(int port) {
    return copy(it -> it.debugPort = Optional.of(port));
  }

  /**
   * More arguments of {@code kc.sh start}, such as {@code --cache-embedded-users-max-count=100000}.
   */
  public DevStackOptions withKeycloakArguments(List<String> more) {
    List<String> arguments = List.copyOf(more);
    return copy(it -> it.keycloakArguments = arguments);
  }

  /**
   * More environment variables of Keycloak, such as {@code JAVA_OPTS_APPEND} or {@code JAVA_HOME}.
   */
  public DevStackOptions withKeycloakEnvironment(Map<String, String> more) {
    Map<String, String> variables = Map.copyOf(more);
    return copy(it -> it.keycloakEnvironment = variables);
  }

  /**
   * What the placeholders of the realm's configuration read, beyond what the stack knows itself.
   */
  public DevStackOptions withRealmEnvironment(Map<String, String> more) {
    Map<String, String> variables = Map.copyOf(more);
    return copy(it -> it.realmEnvironment = variables);
  }

  /** More settings of the database server, such as {@code log_min_duration_statement}. */
  public DevStackOptions withPostgresSettings(Map<String, String> more) {
    Map<String, String> settings = Map.copyOf(more);
    return copy(it -> it.postgresSettings = settings);
  }

  /**
   * Providers and Keycloak's distribution from elsewhere than the target directory of this module.
   */
  public DevStackOptions withBuild(BuildOutput other) {
    return copy(it -> it.build = other);
  }

  /** Whether the companion app is a part of the stack; not if nothing is said. */
  public DevStackOptions withCompanionApp(boolean wanted) {
    return copy(it -> it.companionApp = wanted);
  }

  /** More environment variables of the companion app, such as {@code YOYO_OUTBOX_WORKERS}. */
  public DevStackOptions withCompanionAppEnvironment(Map<String, String> more) {
    Map<String, String> variables = Map.copyOf(more);
    return copy(it -> it.companionAppEnvironment = variables);
  }

  /** Receives one line per step. */
  public DevStackOptions withProgress(Consumer<String> listener) {
    return copy(it -> it.progress = listener);
  }

  private DevStackOptions copy(Consumer<DevStackOptions> change) {
    DevStackOptions copy = new DevStackOptions(dataDirectory);
    copy.ports = ports;
    copy.installations = installations;
    copy.fresh = fresh;
    copy.heap = heap;
    copy.debugPort = debugPort;
    copy.keycloakArguments = keycloakArguments;
    copy.keycloakEnvironment = keycloakEnvironment;
    copy.realmEnvironment = realmEnvironment;
    copy.postgresSettings = postgresSettings;
    copy.stockKeycloak = stockKeycloak;
    copy.companionApp = companionApp;
    copy.companionAppEnvironment = companionAppEnvironment;
    copy.build = build;
    copy.progress = progress;
    change.accept(copy);
    return copy;
  }

  Path dataDirectory() {
    return dataDirectory;
  }

  Path installations() {
    return installations;
  }

  Ports ports() {
    return ports;
  }

  boolean fresh() {
    return fresh;
  }

  String heap() {
    return heap;
  }

  Optional<Integer> debugPort() {
    return debugPort;
  }

  List<String> keycloakArguments() {
    return keycloakArguments;
  }

  Map<String, String> keycloakEnvironment() {
    return keycloakEnvironment;
  }

  Map<String, String> realmEnvironment() {
    return realmEnvironment;
  }

  Map<String, String> postgresSettings() {
    return postgresSettings;
  }

  boolean companionApp() {
    return companionApp;
  }

  Map<String, String> companionAppEnvironment() {
    return companionAppEnvironment;
  }

  boolean stockKeycloak() {
    return stockKeycloak;
  }

  BuildOutput build() {
    return build;
  }

  Consumer<String> progress() {
    return progress;
  }
}
