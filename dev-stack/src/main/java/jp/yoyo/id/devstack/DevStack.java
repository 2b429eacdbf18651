package jp.yoyo.id.devstack;

import java.net.URI;
import java.nio.file.Path;
import jp.yoyo.id.devstack.inbox.Inbox;

/**
 * A running stack: PostgreSQL, Keycloak with our providers and the realm {@code yoyo}, and a mail
 * inbox.
 *
 * <pre>{@code
 * try (DevStack stack = DevStack.start(DevStackOptions.in(directory).withFreePorts())) {
 *   stack.keycloakUrl();
 * }
 * }</pre>
 */
@SuppressWarnings("DoNotCallSuggester")
public final class DevStack implements AutoCloseable {

  /** The realm that the stack is about. */
  public static final String REALM = "yoyo";

  private DevStack() {}

  /** Returns when every part answers and the realm is up to date. */
  public static DevStack start(DevStackOptions options) {
    throw new UnsupportedOperationException();
  }

  /** Base address, without a slash at its end: {@code http://localhost:8080}. */
  public URI keycloakUrl() {
    throw new UnsupportedOperationException();
  }

  /** Base address of health and metrics. */
  public URI managementUrl() {
    throw new UnsupportedOperationException();
  }

  public Inbox inbox() {
    throw new UnsupportedOperationException();
  }

  /** Administrator of the realm {@code master}. */
  public Credentials admin() {
    throw new UnsupportedOperationException();
  }

  /** SIGKILL, as after a crash; returns when the process is gone. Everything else goes on. */
  public void killKeycloak() {
    throw new UnsupportedOperationException();
  }

  /**
   * Starts Keycloak again (stops it first if it runs); returns when it is ready. Port and data
   * stay.
   */
  public void restartKeycloak() {
    throw new UnsupportedOperationException();
  }

  /** Keycloak's database. */
  public String jdbcUrl() {
    throw new UnsupportedOperationException();
  }

  /** Owner of Keycloak's database. */
  public Credentials database() {
    throw new UnsupportedOperationException();
  }

  public Path keycloakLog() {
    throw new UnsupportedOperationException();
  }

  /** Stops Keycloak, then the database, then the inbox. May be called twice. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
