package jp.yoyo.id.app.stepup;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session knows about second factors: when its user has shown one, and what waits for one.
 * Each is of one user: a session may go on with another one after a login.
 */
public final class StepUpSession {

  /** Asks Keycloak for the second factor; see {@link StepUpRequests}. */
  static final String ADDRESS = "/oauth2/authorization/keycloak?" + StepUpRequests.PARAMETER + "=1";

  static final String CONTINUE = "/step-up";

  /** The level of authentication that says that a second factor was shown just now. */
  static final int LEVEL = 2;

  private static final String SHOWN = "yoyo.step-up.shown";
  private static final String WAITING = "yoyo.step-up.waiting";
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

  /** When somebody has shown a second factor. */
  private record Shown(String user, Instant at) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A form that was sent too early.
   *
   * @param action see {@link StepUp#value}
   * @param path where it was sent
   * @param fields what was sent, without the CSRF token; null where it must not be kept
   */
  record Waiting(
      String user,
      String action,
      String path,
      @Nullable Map<String, List<String>> fields,
      Instant since)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The fields, each with its values. */
    Map<String, List<String>> kept() {
      return fields == null ? Map.of() : fields;
    }
  }

  private StepUpSession() {}

  static boolean hasShownSince(HttpSession session, String user, Instant earliest) {
    return session.getAttribute(SHOWN) instanceof Shown shown
        && shown.user().equals(user)
        && !shown.at().isBefore(earliest);
  }

  static void await(HttpSession session, Waiting waiting) {
    session.setAttribute(WAITING, waiting);
  }

  static Optional<Waiting> waiting(HttpSession session, String user, Instant now) {
    return session.getAttribute(WAITING) instanceof Waiting waiting
            && waiting.user().equals(user)
            && now.isBefore(waiting.since().plus(LONGEST_WAIT))
        ? Optional.of(waiting)
        : Optional.empty();
  }

  static void forget(HttpSession session) {
    session.removeAttribute(WAITING);
  }

  /**
   * Notes what a login has shown.
   *
   * @param acr the claim of that name (OpenID Connect Core, section 2), a level as a number
   * @return where to go on, if something waits for this user
   */
  public static Optional<String> afterLogin(
      HttpServletRequest request, String user, @Nullable String acr, Instant now) {
    HttpSession session = request.getSession();
    if (level(acr) >= LEVEL) {
      session.setAttribute(SHOWN, new Shown(user, now));
    }
    return waiting(session, user, now).map(waiting -> CONTINUE);
  }

  private static int level(@Nullable String acr) {
    return acr != null && acr.matches("[0-9]{1,3}") ? Integer.parseInt(acr) : 0;
  }
}
