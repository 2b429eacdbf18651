package jp.yoyo.id.app.maintenance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import jp.yoyo.id.app.actor.ClosedForMaintenanceException;
import jp.yoyo.id.app.actor.CurrentActor;
import jp.yoyo.id.app.actor.NoOrganizationException;
import jp.yoyo.id.app.actor.OrganizationNotChosenException;
import jp.yoyo.id.app.actor.UserDisabledException;
import jp.yoyo.id.app.api.ApiProblem;
import jp.yoyo.id.app.api.ApiProblemWriter;
import jp.yoyo.id.app.keycloak.CurrentOperations;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import jp.yoyo.id.app.keycloak.LocalizedText;
import jp.yoyo.id.app.keycloak.OperationsStatus;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.security.Gate;
import jp.yoyo.id.app.web.ErrorView;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/**
 * While a maintenance lasts, nobody but its operators gets further than here, with a session or
 * without. Who is an operator is Keycloak's to say: it answers for nobody else then. Health and
 * metrics have a port of their own, which this does not close.
 */
@Component
@ControllerAdvice
class MaintenanceGate implements Gate {

  /** What the maintenance page itself needs, and the way in for operators. */
  private static final List<String> OPEN =
      List.of("/assets/", "/oauth2/", "/login/", "/logout", "/signed-out", "/language");

  private static final Set<String> OPEN_FILES = Set.of("/favicon.ico", "/error");
  private static final String API = "/api/";

  /** The API of clinic systems knows no users, and so no operators. */
  private static final String CLINIC_API = "/api/facility/";

  private static final String TEMPLATE = "maintenance/closed";

  private final CurrentOperations operations;
  private final CurrentActor currentActor;
  private final ApiProblemWriter problems;
  private final Clock clock;

  MaintenanceGate(
      CurrentOperations operations,
      CurrentActor currentActor,
      ApiProblemWriter problems,
      Clock clock) {
    this.operations = operations;
    this.currentActor = currentActor;
    this.problems = problems;
    this.clock = clock;
  }

  @Override
  public boolean isOpenTo(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    if (OPEN_FILES.contains(path) || OPEN.stream().anyMatch(path::startsWith)) {
      return true;
    }
    OperationsStatus.Maintenance maintenance = operations.status().maintenance();
    Instant now = clock.instant();
    if (!maintenance.isOngoing(now) || isOperator(request)) {
      return true;
    }
    Instant until = Objects.requireNonNull(maintenance.until());
    retryAfter(response, Duration.between(now, until));
    if (path.startsWith(API)) {
      problems.write(ApiProblem.of(ApiProblem.Type.MAINTENANCE), request, response);
    } else {
      new ErrorView(TEMPLATE, model(maintenance, null), "maintenance until " + until)
          .send(request, response, HttpStatus.SERVICE_UNAVAILABLE.value());
    }
    return false;
  }

  private static void retryAfter(HttpServletResponse response, Duration duration) {
    response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, duration.toSeconds())));
  }

  private boolean isOperator(HttpServletRequest request) {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null
        || authentication instanceof AnonymousAuthenticationToken
        || request.getRequestURI().startsWith(CLINIC_API)) {
      return false;
    }
    try {
      var unused = currentActor.of(request);
      return true;
    } catch (NoOrganizationException | OrganizationNotChosenException e) {
      return true; // Keycloak has answered
    } catch (UserDisabledException e) {
      return true; // nothing opens, and the session ends
    } catch (ClosedForMaintenanceException
        | KeycloakUnavailableException
        | OrganizationAdminException e) {
      return false;
    }
  }

  /** It has begun a moment ago, and this app does not know it yet. */
  @ExceptionHandler
  ModelAndView closed(ClosedForMaintenanceException closed, HttpServletResponse response) {
    operations.forget();
    retryAfter(response, closed.retryAfter());
    ModelAndView page = new ModelAndView(TEMPLATE, HttpStatus.SERVICE_UNAVAILABLE);
    page.addAllObjects(model(operations.status().maintenance(), closed.text()));
    page.addObject("time", clock.instant());
    return page;
  }

  /**
   * What the page says.
   *
   * @param text where nothing else is known
   */
  private static Map<String, Object> model(
      OperationsStatus.Maintenance maintenance, @Nullable String text) {
    Map<String, Object> model = new HashMap<>();
    Instant until = maintenance.until();
    if (until != null) {
      model.put("until", until);
    }
    LocalizedText planned = maintenance.text();
    if (planned != null) {
      model.put("ja", planned.in(Locale.JAPANESE));
      model.put("en", planned.in(Locale.ENGLISH));
    } else if (text != null) {
      model.put("ja", text);
      model.put("en", text);
    }
    return model;
  }
}
