package jp.yoyo.id.app.actor;

import java.time.Duration;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;

/** Keycloak lets in only operators at this moment, and the user of this request is none. */
public final class ClosedForMaintenanceException extends RuntimeException {

  private static final long serialVersionUID = 1;
  private static final Duration SOON = Duration.ofMinutes(5);

  private final String text;
  private final Duration retryAfter;

  ClosedForMaintenanceException(OrganizationAdminException cause) {
    super(cause);
    this.text = cause.detail();
    this.retryAfter = cause.retryAfter().orElse(SOON);
  }

  /** What users are told, in the language of the request. */
  public String text() {
    return text;
  }

  /** When to come again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
