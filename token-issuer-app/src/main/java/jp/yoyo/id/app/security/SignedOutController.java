package jp.yoyo.id.app.security;

import java.util.Set;
import jp.yoyo.id.app.web.ReferenceNumber;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where somebody is who is not logged in and cannot simply be sent to the login. */
@Controller
class SignedOutController {

  private static final Set<String> REASONS = Set.of("disabled", "failed");

  /**
   * Anybody may see it.
   *
   * @param number of the request that failed and led here, whose log line it finds
   */
  @GetMapping("/signed-out")
  String page(
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String number,
      Model model) {
    model.addAttribute("reason", REASONS.contains(reason) ? reason : "signed-out");
    model.addAttribute("number", ReferenceNumber.isOne(number) ? number : "");
    return "security/signed-out";
  }
}
