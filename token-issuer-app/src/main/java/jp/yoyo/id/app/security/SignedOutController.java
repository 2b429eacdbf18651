package jp.yoyo.id.app.security;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where somebody is who is not logged in and cannot simply be sent to the login. */
@Controller
class SignedOutController {

  /** Anybody may see it. */
  @GetMapping("/signed-out")
  String page(
      @RequestParam(required = false) @Nullable String disabled,
      @RequestParam(required = false) @Nullable String failed,
      Model model) {
    model.addAttribute(
        "reason", disabled != null ? "disabled" : failed != null ? "failed" : "signed-out");
    return "security/signed-out";
  }
}
