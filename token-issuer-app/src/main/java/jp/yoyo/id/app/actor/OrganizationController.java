package jp.yoyo.id.app.actor;

import jakarta.servlet.http.HttpServletRequest;
import jp.yoyo.id.app.web.LocalPath;
import jp.yoyo.id.app.web.NotFoundException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** For which of several organisations the user acts. */
@Controller
class OrganizationController {

  private final CurrentActor currentActor;

  OrganizationController(CurrentActor currentActor) {
    this.currentActor = currentActor;
  }

  /** The user's organisations to choose from. Whoever is logged in may see the own ones. */
  @GetMapping("/organization")
  String choose(
      HttpServletRequest request, @RequestParam(defaultValue = "/") String back, Model model) {
    currentActor.me(request);
    if (currentActor.choices(request).isEmpty()) {
      throw new NoOrganizationException();
    }
    model.addAttribute("choices", currentActor.choices(request));
    model.addAttribute("back", LocalPath.orRoot(back));
    return "actor/choose";
  }

  /**
   * From now on the user acts for this one of the own organisations; on to the page that was wanted
   * before.
   */
  @PostMapping("/organization")
  String chosen(
      HttpServletRequest request,
      @RequestParam String alias,
      @RequestParam(defaultValue = "/") String back) {
    if (!currentActor.mayChoose(request, alias)) {
      throw new NotFoundException();
    }
    request.getSession().setAttribute(CurrentActor.CHOSEN, alias);
    return "redirect:" + LocalPath.orRoot(back);
  }
}
