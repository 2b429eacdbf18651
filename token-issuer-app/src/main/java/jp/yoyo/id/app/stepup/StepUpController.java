package jp.yoyo.id.app.stepup;

import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.CurrentActor;
import jp.yoyo.id.app.stepup.StepUpSession.Waiting;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The way back from a second factor. */
@Controller
class StepUpController {

  private final Clock clock;

  StepUpController(Clock clock) {
    this.clock = clock;
  }

  /**
   * What was sent before, to be sent again by one button: nobody's decision is made by a page that
   * opens. What could not be kept is filled in again at its own page. Everybody sees only what he
   * sent himself; whether he may is asked where it arrives.
   */
  @GetMapping(StepUpSession.CONTINUE)
  String page(Actor actor, HttpSession session, Model model) {
    Waiting waiting = StepUpSession.waiting(session, actor.userId(), clock.instant()).orElse(null);
    if (waiting == null) {
      return "redirect:/";
    }
    if (waiting.fields() == null) {
      StepUpSession.forget(session);
      return "redirect:" + waiting.path();
    }
    model.addAttribute("action", waiting.action());
    model.addAttribute("path", waiting.path());
    model.addAttribute("fields", waiting.kept());
    return "stepup/continue";
  }

  /** Puts the question before the handlers. */
  @Configuration
  static class Interception implements WebMvcConfigurer {

    private final CurrentActor currentActor;
    private final Clock clock;

    Interception(CurrentActor currentActor, Clock clock) {
      this.currentActor = currentActor;
      this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
      registry.addInterceptor(new StepUpInterceptor(currentActor, clock));
    }
  }
}
