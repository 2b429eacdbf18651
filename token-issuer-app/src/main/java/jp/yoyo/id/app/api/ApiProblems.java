package jp.yoyo.id.app.api;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jp.yoyo.id.app.actor.ClosedForMaintenanceException;
import jp.yoyo.id.app.actor.NoOrganizationException;
import jp.yoyo.id.app.actor.OrganizationNotChosenException;
import jp.yoyo.id.app.actor.UserDisabledException;
import jp.yoyo.id.app.files.FileRefusedException;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import jp.yoyo.id.app.web.ConflictException;
import jp.yoyo.id.app.web.NotFoundException;
import jp.yoyo.id.app.web.ReferenceNumber;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says to callers of the API what went wrong, before the pages' own ways of saying it. Whatever
 * nobody knows is a system error, whose log line the reference number finds.
 */
@Component
public final class ApiProblems implements HandlerExceptionResolver, Ordered {

  /** In front of a problem's name in its type; the same as organization-admin's. */
  static final String TYPE_PREFIX = "urn:yoyo:problem:";

  private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);
  private static final String RETRY_SECONDS = "30";

  private final List<ApiProblemSource> sources;
  private final MessageSource texts;
  private final LocaleResolver locales;
  private final JsonMapper json;

  ApiProblems(
      List<ApiProblemSource> sources,
      MessageSource texts,
      LocaleResolver locales,
      JsonMapper json) {
    this.sources = List.copyOf(sources);
    this.texts = texts;
    this.locales = locales;
    this.json = json;
  }

  /** The body of an error. */
  @Schema(name = "Problem")
  record Body(
      String type,
      String title,
      int status,
      String detail,
      String referenceNumber,
      List<BodyError> errors) {}

  /** One wrong field. */
  @Schema(name = "ProblemError")
  record BodyError(String field, String message) {}

  /** Before the resolvers of the pages. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception exception) {
    if (!ApiPath.matches(request) || response.isCommitted()) {
      return null;
    }
    ApiProblem problem = problem(exception);
    if (problem.type() == ApiProblem.Type.SYSTEM_ERROR) {
      LOG.error("Failed: {} {}", request.getMethod(), request.getRequestURI(), exception);
    } else if (problem.type() == ApiProblem.Type.UNAVAILABLE) {
      LOG.error("Keycloak is not available", exception);
    }
    try {
      if (exception instanceof ErrorResponse known) {
        known
            .getHeaders()
            .forEach((name, values) -> values.forEach(v -> response.addHeader(name, v)));
      }
      if (exception instanceof ClosedForMaintenanceException closed) {
        response.setHeader(
            HttpHeaders.RETRY_AFTER, String.valueOf(closed.retryAfter().toSeconds()));
      }
      write(problem, request, response);
    } catch (IOException e) {
      LOG.debug("The caller has gone", e);
    }
    return new ModelAndView();
  }

  private ApiProblem problem(Exception exception) {
    for (ApiProblemSource source : sources) {
      Optional<ApiProblem> problem = source.of(exception);
      if (problem.isPresent()) {
        return problem.get();
      }
    }
    if (exception instanceof ApiProblemException e) {
      return e.problem();
    }
    if (exception instanceof FileRefusedException e) {
      return ApiProblem.of(
          ApiProblem.Type.FILE_REFUSED,
          e.problems().stream()
              .map(
                  each ->
                      ApiProblem.FieldError.of(each.cell(), each.key(), each.arguments().toArray()))
              .toList());
    }
    if (exception instanceof MethodArgumentTypeMismatchException e) {
      // What is no id at all is told apart from a stranger's id by nobody.
      return e.getParameter().hasParameterAnnotation(PathVariable.class)
          ? ApiProblem.of(ApiProblem.Type.NOT_FOUND)
          : ApiProblem.of(
              ApiProblem.Type.INVALID,
              List.of(ApiProblem.FieldError.of(e.getName(), "api.field.invalid")));
    }
    if (exception instanceof MissingServletRequestParameterException e) {
      return ApiProblem.of(
          ApiProblem.Type.INVALID,
          List.of(ApiProblem.FieldError.of(e.getParameterName(), "api.field.required")));
    }
    if (exception instanceof MissingServletRequestPartException e) {
      return ApiProblem.of(
          ApiProblem.Type.INVALID,
          List.of(ApiProblem.FieldError.of(e.getRequestPartName(), "api.field.required")));
    }
    return ApiProblem.of(type(exception));
  }

  private static ApiProblem.Type type(Exception exception) {
    if (exception instanceof AccessDeniedException) {
      return ApiProblem.Type.FORBIDDEN;
    }
    if (exception instanceof NotFoundException) {
      return ApiProblem.Type.NOT_FOUND;
    }
    if (exception instanceof ConflictException) {
      return ApiProblem.Type.CONFLICT;
    }
    if (exception instanceof NoOrganizationException) {
      return ApiProblem.Type.NO_ORGANIZATION;
    }
    if (exception instanceof OrganizationNotChosenException) {
      return ApiProblem.Type.ORGANIZATION_NOT_CHOSEN;
    }
    if (exception instanceof UserDisabledException) {
      return ApiProblem.Type.USER_DISABLED;
    }
    if (exception instanceof KeycloakUnavailableException) {
      return ApiProblem.Type.UNAVAILABLE;
    }
    if (exception instanceof ClosedForMaintenanceException) {
      return ApiProblem.Type.MAINTENANCE;
    }
    if (exception instanceof MaxUploadSizeExceededException) {
      return ApiProblem.Type.TOO_LARGE;
    }
    if (exception instanceof MultipartException) {
      return ApiProblem.Type.MALFORMED;
    }
    return exception instanceof ErrorResponse known
        ? ofStatus(known.getStatusCode().value())
        : ApiProblem.Type.SYSTEM_ERROR;
  }

  private static ApiProblem.Type ofStatus(int status) {
    return switch (status) {
      case 404 -> ApiProblem.Type.NOT_FOUND;
      case 405 -> ApiProblem.Type.METHOD_NOT_ALLOWED;
      case 406 -> ApiProblem.Type.NOT_ACCEPTABLE;
      case 413 -> ApiProblem.Type.TOO_LARGE;
      case 415 -> ApiProblem.Type.UNSUPPORTED_MEDIA_TYPE;
      default -> status < 500 ? ApiProblem.Type.MALFORMED : ApiProblem.Type.SYSTEM_ERROR;
    };
  }

  /** Says why somebody does not get in. */
  public void refuse(
      AuthenticationException failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (failure instanceof AuthenticationServiceException) {
      // The realm's keys cannot be had: no judgement on the token.
      LOG.error("Tokens cannot be checked", failure);
      write(ApiProblem.of(ApiProblem.Type.UNAVAILABLE), request, response);
    } else {
      LOG.debug("Refused: {}", failure.getMessage());
      write(ApiProblem.of(ApiProblem.Type.UNAUTHENTICATED), request, response);
    }
  }

  /** Writes a problem, in the language that the caller prefers. */
  public void write(ApiProblem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ApiProblem.Type type = problem.type();
    // Security refuses before Spring MVC has found out the language.
    Locale locale = locales.resolveLocale(request);
    String key = "api.problem." + type.code();
    byte[] body =
        json.writeValueAsBytes(
            new Body(
                TYPE_PREFIX + type.code(),
                texts.getMessage(key + ".title", null, locale),
                type.status(),
                texts.getMessage(key + ".detail", problem.arguments().toArray(), locale),
                ReferenceNumber.current().orElse(""),
                problem.errors().stream()
                    .map(
                        error ->
                            new BodyError(error.field(), texts.getMessage(error.message(), locale)))
                    .toList()));
    response.setStatus(type.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag());
    if (type == ApiProblem.Type.UNAUTHENTICATED) {
      // RFC 6750, section 3.1: no error where nothing was sent.
      response.setHeader(
          HttpHeaders.WWW_AUTHENTICATE,
          request.getHeader(HttpHeaders.AUTHORIZATION) == null
              ? "Bearer"
              : "Bearer error=\"invalid_token\"");
    }
    if (type == ApiProblem.Type.UNAVAILABLE) {
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
    response.getOutputStream().write(body);
  }
}
