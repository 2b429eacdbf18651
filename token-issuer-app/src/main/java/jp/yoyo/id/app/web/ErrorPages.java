package jp.yoyo.id.app.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * What went wrong, in our look: what happened, what to do next, a reference number, the help desk.
 * The rest is in the log, under that number.
 */
@Controller
class ErrorPages implements ErrorController {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

  /** Those with words of their own; any other is told as 400 or 500. */
  private static final Set<Integer> KNOWN = Set.of(400, 403, 404, 405, 409, 413, 500, 503);

  private final MessageSource texts;
  private final Clock clock;

  ErrorPages(MessageSource texts, Clock clock) {
    this.texts = texts;
    this.clock = clock;
  }

  @RequestMapping("/error")
  ModelAndView page(HttpServletRequest request) {
    int status = status(request);
    ModelAndView page = new ModelAndView("web/error", HttpStatus.valueOf(status));
    page.addObject("kind", kind(status));
    page.addObject("time", clock.instant());
    return page;
  }

  /** For callers of the API (RFC 9457). */
  @RequestMapping(path = "/error", produces = MediaType.APPLICATION_PROBLEM_JSON_VALUE)
  ResponseEntity<Map<String, Object>> problem(HttpServletRequest request) {
    int status = status(request);
    Locale locale = RequestContextUtils.getLocale(request);
    String kind = "web.error." + kind(status);
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(
            Map.of(
                "type", "about:blank",
                "status", status,
                "title", texts.getMessage(kind + ".title", null, locale),
                "detail", texts.getMessage(kind + ".text", null, locale),
                "referenceNumber", ReferenceNumber.current().orElse("")));
  }

  private static int status(HttpServletRequest request) {
    Throwable cause = cause(request);
    if (isUnavailable(cause)) {
      LOG.error("Keycloak is not available", cause);
      return HttpStatus.SERVICE_UNAVAILABLE.value();
    }
    if (cause != null) {
      LOG.error("Failed: {}", request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), cause);
    }
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    // Without one, somebody has typed the address of this page.
    return code instanceof Integer number && HttpStatus.resolve(number) != null ? number : 404;
  }

  private static boolean isUnavailable(@Nullable Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof KeycloakUnavailableException) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Throwable cause(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable cause
        ? cause
        : null;
  }

  private static int kind(int status) {
    if (KNOWN.contains(status)) {
      return status;
    }
    return status < 500 ? 400 : 500;
  }
}
