package jp.yoyo.id.devstack.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.devstack.Credentials;
import jp.yoyo.id.devstack.StartFailedException;
import jp.yoyo.id.devstack.process.ChildProcess;
import jp.yoyo.id.devstack.process.LargePages;
import jp.yoyo.id.devstack.process.LoopbackPort;
import jp.yoyo.id.devstack.process.PidFile;
import jp.yoyo.id.devstack.process.Signal;
import jp.yoyo.id.devstack.process.Stopping;
import org.jspecify.annotations.Nullable;

/** The companion app as a process of its own. */
public final class CompanionAppServer {

  /**
   * How it runs.
   *
   * @param name tells processes of one stack apart: companion-app is the first one
   * @param managementPort health and metrics
   * @param publicUrl where browsers find it; behind a proxy another one than its own
   * @param keycloakUrl as browsers see it
   * @param clientSecret of the realm's client token-issuer-app
   * @param more environment variables
   */
  public record Settings(
      String name,
      int port,
      int managementPort,
      URI publicUrl,
      String jdbcUrl,
      Credentials database,
      URI keycloakUrl,
      String clientSecret,
      int smtpPort,
      Map<String, String> more) {

    public Settings {
      more = Map.copyOf(more);
    }

    /** The same for one more process beside it. */
    public Settings beside(
        String otherName, int otherPort, int otherManagementPort, Map<String, String> other) {
      return new Settings(
          otherName,
          otherPort,
          otherManagementPort,
          publicUrl,
          jdbcUrl,
          database,
          keycloakUrl,
          clientSecret,
          smtpPort,
          other);
    }

    @Override
    public String toString() {
      return "port " + port;
    }
  }

  /** Name of the one that belongs to every stack. */
  public static final String FIRST = "companion-app";

  private static final String SECOND = "companion-app-2";

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration STOPPED = Duration.ofSeconds(30);

  private final Path base;
  private final Path jar;
  private final Settings settings;
  private final Path log;
  private final PidFile pidFile;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private @Nullable ChildProcess process;

  public CompanionAppServer(Path base, Path jar, Settings settings, Path log) {
    this.base = base;
    this.jar = jar;
    this.settings = settings;
    this.log = log;
    this.pidFile = pidFile(base, settings.name());
  }

  private static PidFile pidFile(Path base, String name) {
    return new PidFile(base.resolve("run").resolve(name + ".pid"), base);
  }

  /** Stops one that a killed JVM left behind in this directory; returns whether there was one. */
  public static boolean stopLeftover(Path base) {
    boolean any = false;
    for (String name : List.of(FIRST, SECOND)) {
      List<ProcessHandle> left = pidFile(base, name).survivors();
      Stopping.stop(left, Signal.TERM, STOPPED);
      pidFile(base, name).delete();
      any |= !left.isEmpty();
    }
    return any;
  }

  /** One more on the same database and at the same public address; not started yet. */
  public CompanionAppServer beside(Path otherLog, Map<String, String> more) {
    List<Integer> ports = LoopbackPort.free(2);
    return new CompanionAppServer(
        base, jar, settings.beside(SECOND, ports.get(0), ports.get(1), more), otherLog);
  }

  /** Starts the process, and returns at once. */
  public synchronized ChildProcess start() {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx384m",
            "-XX:+UseSerialGC",
            LargePages.IGNORED_ELSEWHERE,
            LargePages.WANTED,
            // By this it is found again when this JVM has died.
            "-Dyoyo.stack=" + base,
            "-jar",
            jar.toString());
    ChildProcess started = ChildProcess.start(command, environment(), base, log, pidFile);
    process = started;
    return started;
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("YOYO_APP_PORT", Integer.toString(settings.port()));
    environment.put("YOYO_APP_ADDRESS", "127.0.0.1");
    environment.put("YOYO_APP_MANAGEMENT_PORT", Integer.toString(settings.managementPort()));
    environment.put("YOYO_APP_MANAGEMENT_ADDRESS", "127.0.0.1");
    environment.put("YOYO_TOKEN_ISSUER_APP_URL", settings.publicUrl().toString());
    environment.put("YOYO_TOKEN_ISSUER_APP_SECRET", settings.clientSecret());
    environment.put("YOYO_LOGIN_URL", settings.keycloakUrl().toString());
    environment.put("YOYO_APP_DATABASE_URL", settings.jdbcUrl());
    environment.put("YOYO_APP_DATABASE_USER", settings.database().user());
    environment.put("YOYO_APP_DATABASE_PASSWORD", settings.database().password());
    environment.put("YOYO_SMTP_HOST", "localhost");
    environment.put("YOYO_SMTP_PORT", Integer.toString(settings.smtpPort()));
    environment.put("YOYO_SMTP_FROM", "no-reply@yoyo.example");
    environment.put("YOYO_SMTP_STARTTLS", "false");
    environment.put("YOYO_SMTP_AUTH", "false");
    environment.putAll(settings.more());
    return environment;
  }

  /** Returns when the app says it is ready. */
  public void awaitReady() {
    ChildProcess awaited = running();
    long deadline = System.nanoTime() + READY.toNanos();
    while (!isReady()) {
      if (!awaited.isAlive()) {
        throw failed("The companion app ended instead of starting.");
      }
      if (System.nanoTime() > deadline) {
        throw failed(
            "The companion app was not ready after %d minutes.".formatted(READY.toMinutes()));
      }
      sleep();
    }
  }

  private StartFailedException failed(String what) {
    return new StartFailedException(
        what + "\n" + ChildProcess.lastLines(log, 15) + "\nLog: " + log);
  }

  private boolean isReady() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(managementUrl().resolve("/actuator/health/readiness"))
              .timeout(Duration.ofSeconds(10))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailedException("Interrupted while the companion app was starting.", e);
    }
  }

  /** Base address, without a slash at its end. */
  public URI url() {
    return URI.create("http://localhost:" + settings.port());
  }

  /** Base address of health and metrics. */
  public URI managementUrl() {
    return URI.create("http://localhost:" + settings.managementPort());
  }

  private synchronized ChildProcess running() {
    if (process == null) {
      throw new IllegalStateException("The companion app was not started");
    }
    return process;
  }

  /** Lets requests and deliveries finish, then ends. Nothing happens if it does not run. */
  public synchronized void stop() {
    if (process != null) {
      process.stop(Signal.TERM, STOPPED);
    }
  }

  /** SIGKILL, as after a crash; returns when the process is gone. */
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
      throw new StartFailedException("Interrupted while the companion app was starting.", e);
    }
  }
}
