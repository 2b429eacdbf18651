package jp.yoyo.id.app.facilitytoken;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** The page that says that somebody else was faster, and what has become of the application. */
@ControllerAdvice
class TokenApplicationProblems {

  private final TokenApplications applications;

  TokenApplicationProblems(TokenApplications applications) {
    this.applications = applications;
  }

  /** The command had passed its permission before it was found to be late. */
  @ExceptionHandler
  ModelAndView stale(StaleTokenApplicationException stale, HttpServletRequest request) {
    ModelAndView page = new ModelAndView("facilitytoken/conflict", HttpStatus.CONFLICT);
    page.addObject("application", applications.find(stale.application()).orElseThrow());
    page.addObject("command", stale.command());
    page.addObject("comment", stale.comment());
    page.addObject(
        "back",
        (request.getRequestURI().startsWith(TokenReviewController.PATH)
                ? TokenReviewController.PATH + "/"
                : FacilityTokenController.PATH + "/applications/")
            + stale.application());
    return page;
  }
}
