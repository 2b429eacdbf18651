package jp.yoyo.id.app.api;

import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * Why a call did not succeed (RFC 9457).
 *
 * @param arguments of the type's detail
 * @param errors what is wrong in particular
 */
public record ApiProblem(Type type, List<Object> arguments, List<FieldError> errors) {

  /** The stable types; {@code urn:yoyo:problem:} and the name in lower case. */
  public enum Type {
    /** No token, or none that counts here. */
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    /** The user belongs to no organisation, or to disabled ones only. */
    NO_ORGANIZATION(403),
    USER_DISABLED(403),
    /** The facility's organisation is disabled for the time being. */
    FACILITY_SUSPENDED(403),
    /** The facility is closed, or not in the register. */
    FACILITY_CLOSED(403),
    /** The user belongs to several organisations; the header Acting-Organization says which. */
    ORGANIZATION_NOT_CHOSEN(400),
    /** There is none, or it is another organisation's. */
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    UNSUPPORTED_MEDIA_TYPE(415),
    /** The body is no JSON object, or no such file. */
    MALFORMED(400),
    /** Fields are wrong; which, is among the errors. */
    INVALID(400),
    TOO_LARGE(413),
    /** The version is no longer the present one, or the state does not allow it. */
    CONFLICT(409),
    /** Another facility holds the code. */
    CODE_HELD(409),
    /** The same Idempotency-Key has come with another body. */
    IDEMPOTENCY_KEY_REUSED(409),
    /** A rule stands against it; the error says which. */
    REFUSED(409),
    /** The file is not the table it should be. */
    FILE_REFUSED(422),
    SYSTEM_ERROR(500),
    UNAVAILABLE(503),
    /** Maintenance lasts; Retry-After says how long. */
    MAINTENANCE(503);

    private final int status;

    Type(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }

    String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * One thing that is wrong.
   *
   * @param field name of the field, or the cell of a file; "" if it is about no single one
   */
  public record FieldError(String field, MessageSourceResolvable message) {

    public static FieldError of(String field, String key, Object... arguments) {
      return new FieldError(
          field, new DefaultMessageSourceResolvable(new String[] {key}, arguments));
    }
  }

  public ApiProblem {
    arguments = List.copyOf(arguments);
    errors = List.copyOf(errors);
  }

  public static ApiProblem of(Type type, Object... arguments) {
    return new ApiProblem(type, List.of(arguments), List.of());
  }

  public static ApiProblem of(Type type, List<FieldError> errors) {
    return new ApiProblem(type, List.of(), errors);
  }
}
