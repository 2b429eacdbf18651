package jp.yoyo.id.organizationadmin;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.ErrorResponseException;

/**
 * The errors of the API (RFC 9457): a stable type, and a detail in the caller's language that says
 * what to do.
 */
public enum Problem {
  UNAUTHENTICATED(401),
  FORBIDDEN(403),
  ORGANIZATION_DISABLED(403),
  NOT_FOUND(404),
  INVALID(400),
  MALFORMED(400),
  TOO_LARGE(413),
  USER_ID_TAKEN(409),
  ORGANIZATION_TAKEN(409),
  ISSUE_IN_PROGRESS(409),
  LAST_ADMINISTRATOR(409),
  MEMBER_OF_SEVERAL_ORGANIZATIONS(409),
  MORE_PRIVILEGED(403),
  ROLE_NOT_HELD(403),
  MAIL_OF_ADMINISTRATOR(403),
  NOT_ON_YOURSELF(409),
  MEMBER_DISABLED(403),
  NO_SECOND_FACTOR(409),
  STEP_UP_REQUIRED(403),
  VERSION_REQUIRED(428),
  VERSION_CHANGED(412),
  TOO_MANY_REISSUES(429),
  MAIL_NOT_SENT(502),
  MAINTENANCE(503);

  public static final String MEDIA_TYPE = "application/problem+json";

  /** What stands in front of a problem's name in its type. */
  static final String TYPE_PREFIX = "urn:yoyo:problem:";

  /** What to ask Keycloak for (RFC 9470, section 3). */
  private static final String STEP_UP_CHALLENGE =
      "Bearer error=\"insufficient_user_authentication\", acr_values=\"%d\""
          .formatted(FreshSecondFactor.LEVEL);

  private static final String BUNDLE = "jp.yoyo.id.organizationadmin.problems";

  /**
   * One wrong field.
   *
   * @param field name of the field, dotted where it is nested
   * @param message what is wrong with it, in the caller's language
   */
  public record FieldError(String field, String message) {}

  /** The body of an error. */
  @Schema(name = "Problem")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Body(
      String type, String title, int status, String detail, @Nullable List<FieldError> errors) {}

  private final int status;

  Problem(int status) {
    this.status = status;
  }

  /** The exception that rolls back and answers with this problem. */
  public ErrorResponseException in(KeycloakSession session, Object... arguments) {
    return new ErrorResponseException(response(session, null, null, arguments));
  }

  /** As {@link #in}, telling the caller to come again. */
  ErrorResponseException retryIn(KeycloakSession session, int seconds) {
    return new ErrorResponseException(response(session, null, seconds, (seconds + 59) / 60));
  }

  /** As {@link #in}, saying why the API is closed and when to come again. */
  public ErrorResponseException closed(KeycloakSession session, Availability.Closure closure) {
    return new ErrorResponseException(
        response(session, null, closure.retryAfterSeconds(), closure.reason(locale(session))));
  }

  /** As {@link #in}, naming the fields that are wrong. */
  public ErrorResponseException fields(KeycloakSession session, List<FieldError> errors) {
    return new ErrorResponseException(response(session, errors, null));
  }

  /** What it is, in the caller's language, for somebody who has not met it yet. */
  String detail(KeycloakSession session) {
    return text(session, nameInMessages() + ".detail");
  }

  /** One wrong field, named by a message of the bundle. */
  public static FieldError field(
      KeycloakSession session, String field, String key, Object... arguments) {
    return new FieldError(field, text(session, "field." + key, arguments));
  }

  private Response response(
      KeycloakSession session,
      @Nullable List<FieldError> errors,
      @Nullable Integer retryAfter,
      Object... arguments) {
    Response.ResponseBuilder builder =
        answer(session, BUNDLE, nameInMessages(), status, errors, arguments);
    if (retryAfter != null) {
      builder.header(HttpHeaders.RETRY_AFTER, retryAfter);
    }
    if (this == UNAUTHENTICATED) {
      builder.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (this == STEP_UP_REQUIRED) {
      builder.header(HttpHeaders.WWW_AUTHENTICATE, STEP_UP_CHALLENGE);
    }
    return builder.build();
  }

  /**
   * The exception that rolls back and answers with a problem of another module.
   *
   * @param bundle the module's messages: {@code <name>.title} and {@code <name>.detail}
   * @param name of the problem, as it stands in its type
   */
  public static ErrorResponseException of(
      KeycloakSession session, String bundle, String name, int status, Object... arguments) {
    return new ErrorResponseException(
        answer(session, bundle, name, status, null, arguments).build());
  }

  private static Response.ResponseBuilder answer(
      KeycloakSession session,
      String bundle,
      String name,
      int status,
      @Nullable List<FieldError> errors,
      Object... arguments) {
    return Response.status(status)
        .type(MEDIA_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.CONTENT_LANGUAGE, locale(session).toLanguageTag())
        .entity(
            new Body(
                TYPE_PREFIX + name,
                textOf(session, bundle, name + ".title"),
                status,
                textOf(session, bundle, name + ".detail", arguments),
                errors));
  }

  private String nameInMessages() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String text(KeycloakSession session, String key, Object... arguments) {
    return textOf(session, BUNDLE, key, arguments);
  }

  private static String textOf(
      KeycloakSession session, String bundle, String key, Object... arguments) {
    Locale locale = locale(session);
    String pattern =
        ResourceBundle.getBundle(bundle, locale, Problem.class.getClassLoader(), NO_FALLBACK)
            .getString(key);
    return new MessageFormat(pattern, locale).format(arguments);
  }

  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  /** Japanese or English: what the caller prefers of the two, Japanese where he says nothing. */
  public static Locale locale(KeycloakSession session) {
    HttpHeaders headers = session.getContext().getHttpRequest().getHttpHeaders();
    for (Locale wanted : headers.getAcceptableLanguages()) {
      if (wanted.getLanguage().equals(Locale.JAPANESE.getLanguage())) {
        return Locale.JAPANESE;
      }
      if (wanted.getLanguage().equals(Locale.ENGLISH.getLanguage())) {
        return Locale.ENGLISH;
      }
    }
    return Locale.JAPANESE;
  }
}
