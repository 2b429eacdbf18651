package jp.yoyo.id.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;

/** The language switch. */
@Controller
class LanguageController {

  private final LocaleResolver localeResolver;

  LanguageController(LocaleResolver localeResolver) {
    this.localeResolver = localeResolver;
  }

  /** Back to where it was switched, if that is a page of this app. Anybody may switch. */
  @PostMapping("/language")
  String switchTo(
      @RequestParam String language,
      @RequestParam(defaultValue = "/") String back,
      HttpServletRequest request,
      HttpServletResponse response) {
    for (Locale known : Texts.LANGUAGES) {
      if (known.getLanguage().equals(language)) {
        localeResolver.setLocale(request, response, known);
      }
    }
    return "redirect:" + LocalPath.orRoot(back);
  }
}
