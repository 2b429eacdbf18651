package jp.yoyo.id.devstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import jp.yoyo.id.devstack.app.CompanionAppServer;
import jp.yoyo.id.devstack.inbox.Inbox;
import jp.yoyo.id.devstack.keycloak.KeycloakInstallation;
import jp.yoyo.id.devstack.keycloak.KeycloakServer;
import jp.yoyo.id.devstack.postgres.PostgresServer;
import jp.yoyo.id.devstack.process.ChildProcess;
import jp.yoyo.id.devstack.process.LargePages;
import jp.yoyo.id.realmconfig.Change;
import jp.yoyo.id.realmconfig.PasswordBlockList;
import jp.yoyo.id.realmconfig.RealmConfig;
import jp.yoyo.id.realmconfig.RealmConfigException;
import org.jspecify.annotations.Nullable;

/**
 * A running stack: PostgreSQL, Keycloak with our providers and the realm {@code yoyo}, and a mail
 * inbox.
 *
 * <pre>{@code
 * try (DevStack stack = DevStack.start(DevStackOptions.in(directory).withFreePorts())) {
 *   stack.keycloakUrl();
 * }
 * }</pre>
 *
 * <p>What was started is stopped by {@link #close()}, when the JVM shuts down, and, should the JVM
 * be killed, at the next start in the same directory.
 */
public final class DevStack implements AutoCloseable {

  /** The realm that the stack is about. */
  public static final String REALM = "yoyo";

  private static final String DATABASE = "keycloak";
  private static final String APP_DATABASE = "companion";

  private final DevStackOptions options;
  private final DataDirectory directory;
  private final Deque<Runnable> stops = new ArrayDeque<>();
  private final Set<ChildProcess> expectedToEnd = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<StartFailedException> failure = new CompletableFuture<>();
  private final Thread shutdownHook = new Thread(this::stopParts, "stop-stack");
  private boolean closing;

  private @Nullable GeneratedPasswords passwords;
  private @Nullable Inbox inbox;
  private @Nullable PostgresServer postgres;
  private @Nullable KeycloakServer keycloak;
  private @Nullable ChildProcess keycloakProcess;
  private @Nullable CompanionAppServer companionApp;
  private @Nullable ChildProcess companionAppProcess;
  private int appPort;

  private DevStack(DevStackOptions options, DataDirectory directory) {
    this.options = options;
    this.directory = directory;
  }

  /**
   * Returns when every part answers and the realm is up to date.
   *
   * @throws StartFailedException when a port is taken, a part does not start, or a stack runs in
   *     this directory already; what had been started is stopped again
   */
  public static DevStack start(DevStackOptions options) {
    DevStack stack = new DevStack(options, DataDirectory.open(options.dataDirectory()));
    Runtime.getRuntime().addShutdownHook(stack.shutdownHook);
    try {
      stack.startParts();
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private void startParts() {
    stopLeftovers();
    if (options.fresh()) {
      PostgresServer.deleteData(directory.root());
      directory.forget();
    }
    Ports chosen = PortPlan.resolve(options.ports());
    passwords = new GeneratedPasswords(directory.passwords());
    directory.note(
        "Process %d, Keycloak http://localhost:%d, inbox http://localhost:%d"
            .formatted(ProcessHandle.current().pid(), chosen.keycloak(), chosen.inbox()));

    // Unpacking and building Keycloak takes long the first time, and needs nothing of the other
    // parts.
    CompletableFuture<KeycloakInstallation> installation =
        CompletableFuture.supplyAsync(this::installKeycloak);
    startInbox(chosen);
    startPostgres(chosen);
    appPort = chosen.app();
    startCompanionApp(chosen);
    startKeycloak(chosen, await(installation));
    setUpRealm();
    awaitCompanionApp();
  }

  private void stopLeftovers() {
    if (KeycloakServer.stopLeftover(directory.root(), installations())) {
      say("Keycloak", "stopped one that was left over");
    }
    if (CompanionAppServer.stopLeftover(directory.root())) {
      say("App", "stopped one that was left over");
    }
    if (PostgresServer.stopLeftover(directory.root())) {
      say("PostgreSQL", "stopped one that was left over");
    }
  }

  /** With its real path, as it will stand in the processes' command lines. */
  private Path installations() {
    try {
      return Files.createDirectories(options.installations()).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private KeycloakInstallation installKeycloak() {
    KeycloakInstallation installation =
        KeycloakInstallation.in(installations(), options.build().keycloakDistribution());
    long start = System.nanoTime();
    boolean built =
        installation.build(
            options.stockKeycloak() ? List.of() : options.build().providers(),
            Map.of(
                "JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS_APPEND", LargePages.BOTH),
            directory.log("keycloak-build"));
    try {
      PasswordBlockList.installIn(installation.home());
    } catch (IOException e) {
      throw new StartFailedException("The list of refused passwords could not be written.", e);
    }
    if (built) {
      say("Keycloak", "built with our providers (" + since(start) + ")");
    }
    return installation;
  }

  private void startInbox(Ports chosen) {
    long start = System.nanoTime();
    try {
      Inbox started =
          Inbox.start(directory.mail(), directory.newLog("inbox"), chosen.inbox(), chosen.smtp());
      inbox = started;
      adopt(started::close);
      say("Inbox", "ready at " + started.url() + " (" + since(start) + ")");
    } catch (IOException e) {
      throw new StartFailedException("The mail inbox could not start: " + e.getMessage(), e);
    }
  }

  private void startPostgres(Ports chosen) {
    long start = System.nanoTime();
    PostgresServer started =
        PostgresServer.start(
            directory.root(),
            directory.newLog("postgres"),
            chosen.postgres(),
            new Credentials("postgres", password("postgres")),
            options.postgresSettings());
    postgres = started;
    adopt(
        () -> {
          expectedToEnd.add(started.process());
          started.stop();
        });
    watch("PostgreSQL", started.process());
    started.ensureDatabase(DATABASE, database());
    say("PostgreSQL", "ready on port " + chosen.postgres() + " (" + since(start) + ")");
  }

  /** It does not need Keycloak to start: both take their time together. */
  private void startCompanionApp(Ports chosen) {
    if (!options.companionApp()) {
      return;
    }
    Credentials owner = new Credentials(APP_DATABASE, password("companion-database"));
    started(postgres).ensureDatabase(APP_DATABASE, owner);
    CompanionAppServer app =
        new CompanionAppServer(
            directory.root(),
            options.build().companionApp(),
            new CompanionAppServer.Settings(
                CompanionAppServer.FIRST,
                chosen.app(),
                chosen.appManagement(),
                URI.create("http://localhost:" + chosen.app()),
                started(postgres).jdbcUrl(APP_DATABASE),
                owner,
                URI.create("http://localhost:" + chosen.keycloak()),
                password("token-issuer-app"),
                inbox().smtpPort(),
                options.companionAppEnvironment()),
            directory.newLog("companion-app"));
    companionApp = app;
    adopt(
        () -> {
          expectCompanionAppToEnd();
          app.stop();
        });
    runCompanionApp(app);
  }

  private void runCompanionApp(CompanionAppServer app) {
    ChildProcess process;
    synchronized (stops) {
      requireNotClosing();
      process = app.start();
      companionAppProcess = process;
    }
    watch("The companion app", process);
  }

  private void awaitCompanionApp() {
    CompanionAppServer app = companionApp;
    if (app != null) {
      long start = System.nanoTime();
      app.awaitReady();
      say("App", "ready at " + app.url() + " (waited " + since(start) + ")");
    }
  }

  private void startKeycloak(Ports chosen, KeycloakInstallation installation) {
    KeycloakServer server =
        new KeycloakServer(
            directory.root(),
            installation,
            new KeycloakServer.Settings(
                chosen.keycloak(),
                chosen.management(),
                jdbcUrl(),
                database(),
                admin(),
                options.heap(),
                options.debugPort(),
                keycloakArguments(),
                options.keycloakEnvironment()),
            directory.newLog("keycloak"));
    keycloak = server;
    adopt(
        () -> {
          expectKeycloakToEnd();
          server.stop();
        });
    long start = System.nanoTime();
    runKeycloak(server);
    say("Keycloak", "ready at " + server.url() + " (" + since(start) + ")");
  }

  private List<String> keycloakArguments() {
    if (options.stockKeycloak()) {
      return options.keycloakArguments();
    }
    List<String> arguments = new ArrayList<>();
    arguments.add("--spi-events-listener--audit-stream--directory=" + auditDirectory());
    arguments.addAll(options.keycloakArguments());
    return arguments;
  }

  /** Where the audit stream is: a folder for each node. */
  public Path auditDirectory() {
    return directory.root().resolve("audit");
  }

  /** Where the jars are that Keycloak was built with. */
  public Path providers() {
    return options.build().directory().resolve("providers");
  }

  private void runKeycloak(KeycloakServer server) {
    ChildProcess process;
    synchronized (stops) {
      requireNotClosing();
      process = server.start();
      keycloakProcess = process;
    }
    // Until it is ready, a death is reported by the one who waits.
    server.awaitReady();
    watch("Keycloak", process);
  }

  private void setUpRealm() {
    if (options.stockKeycloak()) {
      return;
    }
    long start = System.nanoTime();
    List<Change> changes;
    try {
      changes =
          RealmConfig.apply(keycloakUrl(), admin().user(), admin().password(), realmEnvironment());
    } catch (RealmConfigException e) {
      throw new StartFailedException(
          "The realm could not be set up: %s\nLog: %s".formatted(e.getMessage(), keycloakLog()), e);
    }
    if (!server().knows(REALM)) {
      throw new StartFailedException(
          "Keycloak does not answer for the realm %s after it was set up.\nLog: %s"
              .formatted(REALM, keycloakLog()));
    }
    say("Realm", "%s up to date, %d changes (%s)".formatted(REALM, changes.size(), since(start)));
  }

  private Map<String, String> realmEnvironment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("YOYO_LOGIN_URL", keycloakUrl().toString());
    environment.put("YOYO_SMTP_HOST", "localhost");
    environment.put("YOYO_SMTP_PORT", Integer.toString(inbox().smtpPort()));
    environment.put("YOYO_SMTP_FROM", "no-reply@yoyo.example");
    environment.put("YOYO_SMTP_STARTTLS", "false");
    // The demo's logins, tests and benchmarks log in with user ID and password.
    environment.put("YOYO_SECOND_FACTOR", "off");
    // Each of their logins comes without the cookie of an earlier one.
    environment.put("YOYO_NEW_DEVICE_MAIL", "off");
    environment.put("YOYO_TOKEN_ISSUER_APP_URL", "http://localhost:" + appPort);
    environment.put("YOYO_TOKEN_ISSUER_APP_SECRET", password("token-issuer-app"));
    environment.putAll(options.realmEnvironment());
    return environment;
  }

  /** Base address, without a slash at its end: {@code http://localhost:8080}. */
  public URI keycloakUrl() {
    return server().url();
  }

  /** Base address of health and metrics. */
  public URI managementUrl() {
    return server().managementUrl();
  }

  /** Base address of the companion app, if it is a part of this stack. */
  public Optional<URI> companionAppUrl() {
    return Optional.ofNullable(companionApp).map(CompanionAppServer::url);
  }

  /**
   * Starts a second process of the companion app beside the first, as behind a load balancer: the
   * same database, the same public address. The caller stops it; should it forget, it ends with the
   * stack.
   *
   * @param more environment variables
   */
  public CompanionAppServer startSecondCompanionApp(Map<String, String> more) {
    CompanionAppServer second =
        started(companionApp).beside(directory.newLog("companion-app-2"), more);
    synchronized (stops) {
      requireNotClosing();
      second.start();
    }
    adopt(second::stop);
    second.awaitReady();
    return second;
  }

  public Inbox inbox() {
    return started(inbox);
  }

  /** Administrator of the realm {@code master}. */
  public Credentials admin() {
    return new Credentials("admin", password("keycloak-admin"));
  }

  /** SIGKILL, as after a crash; returns when the process is gone. Everything else goes on. */
  public void killKeycloak() {
    expectKeycloakToEnd();
    server().kill();
  }

  /**
   * Starts Keycloak again (stops it first if it runs); returns when it is ready. Port and data
   * stay.
   */
  public void restartKeycloak() {
    expectKeycloakToEnd();
    server().stop();
    runKeycloak(server());
  }

  /** Lets Keycloak finish what it does and end; everything else goes on. */
  public void stopKeycloak() {
    expectKeycloakToEnd();
    server().stop();
  }

  /** SIGKILL, as after a crash; returns when the process is gone. Everything else goes on. */
  public void killCompanionApp() {
    expectCompanionAppToEnd();
    started(companionApp).kill();
  }

  /** Starts the companion app again; returns when it is ready. Port and data stay. */
  public void restartCompanionApp() {
    expectCompanionAppToEnd();
    CompanionAppServer app = started(companionApp);
    app.stop();
    runCompanionApp(app);
    app.awaitReady();
  }

  private void expectCompanionAppToEnd() {
    ChildProcess process = companionAppProcess;
    if (process != null) {
      expectedToEnd.add(process);
    }
  }

  /** The companion app's database. */
  public String companionAppJdbcUrl() {
    return started(postgres).jdbcUrl(APP_DATABASE);
  }

  /** Owner of the companion app's database. */
  public Credentials companionAppDatabase() {
    return new Credentials(APP_DATABASE, password("companion-database"));
  }

  /** Keycloak's database. */
  public String jdbcUrl() {
    return started(postgres).jdbcUrl(DATABASE);
  }

  /** Owner of Keycloak's database. */
  public Credentials database() {
    return new Credentials(DATABASE, password("keycloak-database"));
  }

  public Path keycloakLog() {
    return directory.log("keycloak");
  }

  /** Where everything is kept. */
  public Path dataDirectory() {
    return directory.root();
  }

  /** Completes when a part ends by itself; the stack is then no longer usable. */
  public CompletableFuture<StartFailedException> failure() {
    return failure;
  }

  /**
   * Stops Keycloak and the companion app, then the database, then the inbox. May be called twice.
   */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // It is running, or has run: wait for it below.
    }
    stopParts();
  }

  private void stopParts() {
    synchronized (stops) {
      if (!closing) {
        closing = true;
        while (!stops.isEmpty()) {
          stops.pop().run();
        }
        // What was just being started when this began.
        CompanionAppServer.stopLeftover(directory.root());
        KeycloakServer.stopLeftover(directory.root(), installations());
        PostgresServer.stopLeftover(directory.root());
        directory.close();
      }
    }
  }

  private void adopt(Runnable stop) {
    synchronized (stops) {
      stops.push(stop);
      if (closing) {
        stops.pop().run();
      }
      requireNotClosing();
    }
  }

  private void requireNotClosing() {
    if (closing) {
      throw new StartFailedException("The stack is being stopped.");
    }
  }

  private void watch(String part, ChildProcess process) {
    var unused =
        process
            .onExit()
            .thenAccept(
                status -> {
                  if (!expectedToEnd.contains(process)) {
                    failure.complete(
                        new StartFailedException(
                            "%s ended by itself (status %d).\n%s\nLog: %s"
                                .formatted(part, status, process.lastLines(15), process.log())));
                  }
                });
  }

  private void expectKeycloakToEnd() {
    ChildProcess process = keycloakProcess;
    if (process != null) {
      expectedToEnd.add(process);
    }
  }

  private KeycloakServer server() {
    return started(keycloak);
  }

  private String password(String name) {
    return started(passwords).get(name);
  }

  private static <T> T started(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("Not started yet");
    }
    return part;
  }

  private static <T> T await(CompletableFuture<T> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      throw e;
    }
  }

  private void say(String part, String what) {
    options.progress().accept("%-11s %s".formatted(part, what));
  }

  private static String since(long start) {
    return String.format(
        Locale.ROOT, "%.1f s", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
  }
}
