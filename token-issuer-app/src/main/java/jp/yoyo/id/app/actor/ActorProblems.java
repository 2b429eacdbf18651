package jp.yoyo.id.app.actor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** What a user sees who cannot act. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ActorProblems {

  @ExceptionHandler(NoOrganizationException.class)
  ModelAndView noOrganization() {
    return new ModelAndView("actor/no-organization", HttpStatus.FORBIDDEN);
  }

  @ExceptionHandler(OrganizationNotChosenException.class)
  String notChosen() {
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
