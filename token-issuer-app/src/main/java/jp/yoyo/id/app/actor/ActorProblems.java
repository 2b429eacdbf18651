package jp.yoyo.id.app.actor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jp.yoyo.id.app.web.LocalPath;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a user sees who cannot act. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ActorProblems {

  @ExceptionHandler(NoOrganizationException.class)
  ModelAndView noOrganization() {
    return new ModelAndView("actor/no-organization", HttpStatus.FORBIDDEN);
  }

  /** Afterwards back to the page that was wanted; what was posted is not posted again. */
  @ExceptionHandler(OrganizationNotChosenException.class)
  String notChosen(HttpServletRequest request, RedirectAttributes redirect) {
    if ("GET".equals(request.getMethod()) && !"/".equals(request.getRequestURI())) {
      String query = request.getQueryString();
      redirect.addAttribute(
          "back",
          LocalPath.orRoot(
              query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query));
    }
    return "redirect:/organization";
  }

  /** The session ends here; the one at Keycloak cannot be used any more either. */
  @ExceptionHandler(UserDisabledException.class)
  String disabled(HttpServletRequest request, HttpServletResponse response) {
    new SecurityContextLogoutHandler()
        .logout(request, response, SecurityContextHolder.getContext().getAuthentication());
    return "redirect:/signed-out?reason=disabled";
  }
}
