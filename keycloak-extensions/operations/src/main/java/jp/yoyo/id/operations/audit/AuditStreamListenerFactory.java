package jp.yoyo.id.operations.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** Makes {@link AuditStreamListener}, for every realm, and keeps the one stream of the node. */
public final class AuditStreamListenerFactory
    implements EventListenerProviderFactory, ServerInfoAwareProviderFactory {

  private static final Logger LOG = Logger.getLogger(AuditStreamListenerFactory.class);

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final long MEBIBYTE = 1024L * 1024;

  private AuditStream.@Nullable Options options;
  private @Nullable AuditStream stream;

  @Override
  public EventListenerProvider create(KeycloakSession session) {
    return new AuditStreamListener(session.getTransactionManager(), this::add);
  }

  private void add(AuditRecord record) {
    AuditStream open = stream;
    if (open != null) {
      open.add(record);
    }
  }

  @Override
  public void init(Config.Scope config) {
    try {
      options = options(config);
    } catch (IOException | IllegalArgumentException e) {
      // A server without an audit stream that was asked for does not start.
      throw new IllegalStateException("Audit stream: " + e.getMessage(), e);
    }
  }

  private static AuditStream.Options options(Config.Scope config) throws IOException {
    String output = config.get("output", "file").toLowerCase(Locale.ROOT);
    boolean toFile = output.equals("file") || output.equals("both");
    boolean toStdout = output.equals("stdout") || output.equals("both");
    if (!toFile && !toStdout && !output.equals("none")) {
      throw new IllegalArgumentException("output is one of file, stdout, both, none");
    }
    String keyFile = config.get("keyFile");
    return new AuditStream.Options(
        toFile ? directory(config) : null,
        config.get("node", hostName()),
        config.getLong("maxSize", 100L) * MEBIBYTE,
        Duration.ofDays(config.getInt("retentionDays", 1826)),
        config.getInt("waiting", 50_000),
        keyFile == null ? null : new Chain.Key(Files.readAllBytes(Path.of(keyFile))),
        toStdout ? stdout() : null);
  }

  /** The real one: its lines are no log lines. */
  @SuppressWarnings("SystemOut")
  private static PrintStream stdout() {
    return System.out;
  }

  private static Path directory(Config.Scope config) {
    String configured = config.get("directory");
    return configured == null
        ? Path.of(System.getProperty("kc.home.dir", "."), "data", "audit")
        : Path.of(configured);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "_");
    } catch (UnknownHostException e) {
      return "node";
    }
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    AuditStream.Options chosen = options;
    if (chosen == null || (chosen.directory() == null && chosen.copy() == null)) {
      LOG.warn("The audit stream is switched off");
      return;
    }
    Actors actors = new Actors(factory);
    AuditStream open = new AuditStream(chosen, Clock.systemUTC(), RETRY, actors::of);
    stream = open;
    measure(open);
    open.start();
  }

  private static void measure(AuditStream open) {
    try {
      Gauge.builder("yoyo.audit.written", open, AuditStream::written)
          .description("Lines of the audit stream since the start")
          .register(Metrics.globalRegistry);
      Gauge.builder("yoyo.audit.waiting", open, AuditStream::waiting)
          .description("Records that wait to be written")
          .register(Metrics.globalRegistry);
      Gauge.builder("yoyo.audit.lost", open, AuditStream::lost)
          .description("Records that could not be written since the start")
          .register(Metrics.globalRegistry);
      Gauge.builder("yoyo.audit.failing", open, each -> each.failure() == null ? 0 : 1)
          .description("1 while the audit stream cannot be written")
          .register(Metrics.globalRegistry);
      Gauge.builder("yoyo.audit.broken", open, each -> each.broken() == null ? 0 : 1)
          .description("1 if the file found at the start is no unbroken chain")
          .register(Metrics.globalRegistry);
    } catch (LinkageError e) {
      LOG.debug("No metrics in this server", e);
    }
  }

  /** Shown in the admin console among the providers of the server. */
  @Override
  public Map<String, String> getOperationalInfo() {
    Map<String, String> info = new LinkedHashMap<>();
    AuditStream open = stream;
    if (open == null) {
      info.put("state", "off");
      return info;
    }
    String failure = open.failure();
    info.put("state", failure == null ? "ok" : failure);
    String broken = open.broken();
    info.put("chain", broken == null ? "ok" : broken);
    info.put("written", Long.toString(open.written()));
    info.put("waiting", Integer.toString(open.waiting()));
    info.put("lost", Long.toString(open.lost()));
    return info;
  }

  @Override
  public boolean isGlobal() {
    return true;
  }

  @Override
  public String getId() {
    return "audit-stream";
  }

  @Override
  public void close() {
    AuditStream open = stream;
    if (open != null) {
      open.close();
    }
  }
}
