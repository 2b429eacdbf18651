package jp.yoyo.id.app.stepup;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jp.yoyo.id.app.actor.CurrentActor;
import jp.yoyo.id.app.stepup.StepUpSession.Waiting;
import jp.yoyo.id.app.web.LocalPath;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Sends to Keycloak who is about to do something for which {@link StepUp} wants a fresh second
 * factor. Nothing has been done then. Callers of the API have no pages to be sent to: who may call
 * it and with which tokens is the realm's matter.
 */
final class StepUpInterceptor implements HandlerInterceptor {

  static final int FRESH_MINUTES = 5;

  private static final Duration FRESH = Duration.ofMinutes(FRESH_MINUTES);
  private static final String CSRF = "_csrf";
  private static final int MOST_VALUES = 400;
  private static final int MOST_CHARACTERS = 50_000;

  private final CurrentActor currentActor;
  private final Clock clock;

  StepUpInterceptor(CurrentActor currentActor, Clock clock) {
    this.currentActor = currentActor;
    this.clock = clock;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    StepUp wanted =
        handler instanceof HandlerMethod method ? method.getMethodAnnotation(StepUp.class) : null;
    Authentication login = SecurityContextHolder.getContext().getAuthentication();
    if (wanted == null || login == null || !(login.getPrincipal() instanceof OidcUser)) {
      return true;
    }
    String user = login.getName();
    Instant now = clock.instant();
    if (!currentActor.needsSecondFactor(request)
        || StepUpSession.hasShownSince(request.getSession(), user, now.minus(FRESH))) {
      StepUpSession.forget(request.getSession());
      return true;
    }
    String path = LocalPath.orRoot(request.getRequestURI());
    StepUpSession.await(
        request.getSession(),
        new Waiting(user, wanted.value(), path, wanted.keepsForm() ? fields(request) : null, now));
    response.sendRedirect(StepUpSession.ADDRESS);
    return false;
  }

  /** What was sent; null where it is more than a form of ours ever holds. */
  private static @Nullable Map<String, List<String>> fields(HttpServletRequest request) {
    Map<String, List<String>> fields = new TreeMap<>();
    int values = 0;
    int characters = 0;
    for (Map.Entry<String, String[]> field : request.getParameterMap().entrySet()) {
      if (field.getKey().equals(CSRF)) {
        continue;
      }
      for (String value : field.getValue()) {
        values++;
        characters += field.getKey().length() + value.length();
      }
      // A list that can be stored in the session, whatever the server's own is.
      fields.put(field.getKey(), new java.util.ArrayList<>(Arrays.asList(field.getValue())));
    }
    return values > MOST_VALUES || characters > MOST_CHARACTERS ? null : fields;
  }
}
