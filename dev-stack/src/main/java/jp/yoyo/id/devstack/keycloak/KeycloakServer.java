package jp.yoyo.id.devstack.keycloak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.yoyo.id.devstack.Credentials;
import jp.yoyo.id.devstack.StartFailedException;
import jp.yoyo.id.devstack.process.ChildProcess;
import jp.yoyo.id.devstack.process.LargePages;
import jp.yoyo.id.devstack.process.PidFile;
import jp.yoyo.id.devstack.process.Signal;
import jp.yoyo.id.devstack.process.Stopping;
import org.jspecify.annotations.Nullable;

/** A Keycloak process. */
public final class KeycloakServer {

  /**
   * Everything that a start needs to know.
   *
   * @param heap as {@code -Xmx} takes it
   * @param admin first administrator of {@code master}, made when the database is empty
   * @param arguments more of {@code kc.sh start}
   * @param environment more variables
   */
  public record Settings(
      int port,
      int managementPort,
      String jdbcUrl,
      Credentials database,
      Credentials admin,
      String heap,
      Optional<Integer> debugPort,
      List<String> arguments,
      Map<String, String> environment) {}

  private static final Duration READY = Duration.ofMinutes(15);
  private static final Duration STOPPED = Duration.ofSeconds(20);

  private final KeycloakInstallation installation;
  private final Settings settings;
  private final Path log;
  private final PidFile pidFile;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private @Nullable ChildProcess process;

  public KeycloakServer(Path base, KeycloakInstallation installation, Settings settings, Path log) {
    this.installation = installation;
    this.settings = settings;
    this.log = log;
    this.pidFile = pidFile(base, installation.base());
  }

  private static PidFile pidFile(Path base, Path installations) {
    return new PidFile(base.resolve("run").resolve("keycloak.pid"), installations);
  }

  /**
   * Stops a server, or the building of one, that a killed JVM left behind in this directory.
   *
   * @param installations where its distribution lies
   * @return whether there was one
   */
  public static boolean stopLeftover(Path base, Path installations) {
    PidFile server = pidFile(base, installations);
    PidFile building = KeycloakInstallation.pidFile(installations);
    List<ProcessHandle> left = new ArrayList<>(server.survivors());
    left.addAll(building.survivors());
    Stopping.stop(left, Signal.TERM, STOPPED);
    server.delete();
    building.delete();
    return !left.isEmpty();
  }

  /** Starts the process, and returns at once. */
  public synchronized ChildProcess start() {
    List<String> command = new ArrayList<>();
    command.add(installation.script());
    command.add("start");
    command.add("--optimized");
    command.add("--hostname=" + url());
    command.add("--http-enabled=true");
    command.add("--http-host=127.0.0.1");
    command.add("--http-port=" + settings.port());
    command.add("--http-management-host=127.0.0.1");
    command.add("--http-management-port=" + settings.managementPort());
    if (settings.arguments().stream().noneMatch(argument -> argument.startsWith("--cache="))) {
      command.add("--cache=local"); // one node: nobody to share with
    }
    command.add("--log-console-color=false");
    command.addAll(settings.arguments());
    ChildProcess started =
        ChildProcess.start(command, environment(), installation.home(), log, pidFile);
    process = started;
    return started;
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JAVA_OPTS_KC_HEAP", "-Xms256m -Xmx" + settings.heap() + " " + LargePages.BOTH);
    environment.put("KC_DB_URL", settings.jdbcUrl());
    environment.put("KC_DB_USERNAME", settings.database().user());
    environment.put("KC_DB_PASSWORD", settings.database().password());
    // As by default, with the number of the request: the same as on its error page.
    environment.put(
        "KC_LOG_CONSOLE_FORMAT",
        "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%c] (%t) [%X{reference}] %s%e%n");
    environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", settings.admin().user());
    environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", settings.admin().password());
    settings
        .debugPort()
        .ifPresent(
            port -> {
              environment.put("DEBUG", "true");
              environment.put("DEBUG_PORT", "127.0.0.1:" + port);
            });
    environment.putAll(settings.environment());
    return environment;
  }

  /** Returns when the server says it is ready and answers for the realm {@code master}. */
  public void awaitReady() {
    ChildProcess awaited = running();
    long deadline = System.nanoTime() + READY.toNanos();
    // Health comes last: the server logs each time that it is asked too early.
    while (!(answers(discovery("master")) && answers(health()))) {
      includeJava(awaited);
      if (!awaited.isAlive()) {
        throw failed("Keycloak ended instead of starting.");
      }
      if (System.nanoTime() > deadline) {
        throw failed("Keycloak was not ready after %d minutes.".formatted(READY.toMinutes()));
      }
      sleep();
    }
    includeJava(awaited);
  }

  /** kc.sh stays as the parent of the JVM. Killed by somebody, it would leave the JVM alone. */
  private static void includeJava(ChildProcess shell) {
    shell
        .handle()
        .children()
        .filter(child -> child.info().command().map(name -> name.endsWith("/java")).orElse(false))
        .forEach(shell::include);
  }

  private StartFailedException failed(String what) {
    return new StartFailedException(
        what + "\n" + ChildProcess.lastLines(log, 15) + "\nLog: " + log);
  }

  /** Whether the server knows a realm, and can tell clients about it. */
  public boolean knows(String realm) {
    return answers(discovery(realm));
  }

  private URI health() {
    return managementUrl().resolve("/health/ready");
  }

  private URI discovery(String realm) {
    return url().resolve("/realms/" + realm + "/.well-known/openid-configuration");
  }

  private boolean answers(URI address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailedException("Interrupted while Keycloak was starting.", e);
    }
  }

  public URI url() {
    return URI.create("http://localhost:" + settings.port());
  }

  public URI managementUrl() {
    return URI.create("http://localhost:" + settings.managementPort());
  }

  private synchronized ChildProcess running() {
    if (process == null) {
      throw new IllegalStateException("Keycloak was not started");
    }
    return process;
  }

  /** Lets requests finish, then ends. Nothing happens if it does not run. */
  public synchronized void stop() {
    if (process != null) {
      process.stop(Signal.TERM, STOPPED);
    }
  }

  /** SIGKILL. */
  public synchronized void kill() {
    if (process != null) {
      process.kill();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailedException("Interrupted while Keycloak was starting.", e);
    }
  }
}
