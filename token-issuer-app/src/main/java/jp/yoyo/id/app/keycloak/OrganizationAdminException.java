package jp.yoyo.id.app.keycloak;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keycloak refused (RFC 9457). The detail is for people, in the language that was asked for. */
public final class OrganizationAdminException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final String TYPE_PREFIX = "urn:yoyo:problem:";

  /** One wrong field: {@code administrator.email}. */
  public record FieldError(String field, String message) implements java.io.Serializable {}

  private final int status;
  private final String type;
  private final String title;
  private final String detail;
  private final List<FieldError> errors;
  private final @Nullable Duration retryAfter;

  public OrganizationAdminException(
      int status,
      String type,
      String title,
      String detail,
      List<FieldError> errors,
      @Nullable Duration retryAfter) {
    super("%d %s: %s".formatted(status, type, detail));
    this.status = status;
    this.type = type;
    this.title = title;
    this.detail = detail;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
  }

  public int status() {
    return status;
  }

  /** Stable name of the problem: {@code urn:yoyo:problem:user-id-taken}. */
  public String type() {
    return type;
  }

  /** Whether it is that problem: {@code is("user-id-taken")}. */
  public boolean is(String name) {
    return type.equals(TYPE_PREFIX + name);
  }

  public String title() {
    return title;
  }

  public String detail() {
    return detail;
  }

  /** The fields that are wrong, if it is about fields. */
  public List<FieldError> errors() {
    return errors;
  }

  /** When to come again, if that helps. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Whether the same call may succeed later without anybody changing it. */
  public boolean isTemporary() {
    return status == 429 || status == 502 || is("issue-in-progress") || is("maintenance");
  }
}
