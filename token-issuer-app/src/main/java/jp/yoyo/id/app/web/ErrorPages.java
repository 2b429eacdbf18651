package jp.yoyo.id.app.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * What went wrong, in our look: what happened, what to do next, a reference number, the help desk.
 * The rest is in the log, under that number: each error page has a line there.
 */
@Controller
class ErrorPages implements ErrorController {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

  /** Those with words of their own; any other is told as 400 or 500. */
  private static final Set<Integer> KNOWN = Set.of(400, 403, 404, 405, 409, 413, 500, 503);

  /** A page that was open for so long that its form counts no more. */
  private static final String EXPIRED = "expired";

  private static final int LONGEST_PATH = 300;
  private static final String RETRY_SECONDS = "30";

  private final MessageSource texts;
  private final ObjectProvider<ErrorPageLink> links;
  private final Clock clock;

  ErrorPages(MessageSource texts, ObjectProvider<ErrorPageLink> links, Clock clock) {
    this.texts = texts;
    this.links = links;
    this.clock = clock;
  }

  /** What went wrong: the status, and the name of the texts. */
  private record Failure(int status, String kind) {

    static Failure of(int status) {
      return new Failure(
          status, KNOWN.contains(status) ? String.valueOf(status) : status < 500 ? "400" : "500");
    }
  }

  /** A page for people, a problem (RFC 9457) for programs. */
  @RequestMapping("/error")
  Object error(HttpServletRequest request, HttpServletResponse response) {
    if (request.getAttribute(ErrorView.ATTRIBUTE) instanceof ErrorView view) {
      return own(view, request);
    }
    Failure failure = failure(request);
    if (failure.status == HttpStatus.SERVICE_UNAVAILABLE.value()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
    return isForProgram(request) ? problem(request, failure) : page(failure);
  }

  /** Whoever sent it has set its headers. */
  private ModelAndView own(ErrorView view, HttpServletRequest request) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer number
            ? number
            : HttpStatus.SERVICE_UNAVAILABLE.value();
    LOG.info("{} {}: {}", status, what(request), view.log());
    ModelAndView page = new ModelAndView(view.template(), HttpStatusCode.valueOf(status));
    page.addAllObjects(view.model());
    page.addObject("time", clock.instant());
    return page;
  }

  private ModelAndView page(Failure failure) {
    ModelAndView page = new ModelAndView("web/error", HttpStatusCode.valueOf(failure.status));
    String number = ReferenceNumber.current().orElse("");
    page.addObject("kind", failure.kind);
    page.addObject("time", clock.instant());
    page.addObject(
        "links",
        failure.status == HttpStatus.SERVICE_UNAVAILABLE.value()
            ? List.of() // whoever cannot be asked who somebody is leads nowhere either
            : links.stream().map(link -> link.of(number)).toList());
    return page;
  }

  private ResponseEntity<Map<String, Object>> problem(HttpServletRequest request, Failure failure) {
    Locale locale = RequestContextUtils.getLocale(request);
    String kind = "web.error." + failure.kind;
    return ResponseEntity.status(failure.status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(
            Map.of(
                "type", "about:blank",
                "status", failure.status,
                "title", texts.getMessage(kind + ".title", null, locale),
                "detail", texts.getMessage(kind + ".text", null, locale),
                "referenceNumber", ReferenceNumber.current().orElse("")));
  }

  private static boolean isForProgram(HttpServletRequest request) {
    String accept = String.valueOf(request.getHeader(HttpHeaders.ACCEPT));
    return path(request).startsWith("/api/")
        || (accept.contains("json") && !accept.contains("text/html"));
  }

  private static String path(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String text
        ? text
        : "";
  }

  private static Failure failure(HttpServletRequest request) {
    Throwable cause = cause(request);
    String what = what(request);
    if (isUnavailable(cause)) {
      LOG.error("503 Keycloak is not available: {}", what, cause);
      return Failure.of(HttpStatus.SERVICE_UNAVAILABLE.value());
    }
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    // Without one, somebody has typed the address of this page.
    int status =
        code instanceof Integer number && HttpStatus.resolve(number) != null ? number : 404;
    if (status >= 500) {
      LOG.error("{} {}", status, what, cause);
    } else if (request.getAttribute(WebAttributes.ACCESS_DENIED_403)
        instanceof AccessDeniedException denied) {
      LOG.info("{} {}: {}", status, what, denied.getMessage());
      return denied instanceof CsrfException ? new Failure(status, EXPIRED) : Failure.of(status);
    } else {
      LOG.info("{} {}{}", status, what, cause == null ? "" : ": " + cause);
    }
    return Failure.of(status);
  }

  /** Method and path, as they came: the log's format keeps what is odd in it from being a line. */
  private static String what(HttpServletRequest request) {
    String path = path(request).replaceAll("[^!-~]", "?");
    // The page itself is always got, whatever was sent (Servlet 6.1, section 10.9.1).
    Object method = request.getAttribute(RequestDispatcher.ERROR_METHOD);
    return (method == null ? request.getMethod() : method)
        + " "
        + (path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH));
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
}
