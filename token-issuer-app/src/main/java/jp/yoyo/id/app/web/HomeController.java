package jp.yoyo.id.app.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.CurrentActor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** あなたの作業: what waits for the actor. */
@Controller
class HomeController {

  private final List<WaitingTasks> features;
  private final ObjectProvider<FirstPage> firstPages;
  private final CurrentActor currentActor;

  HomeController(
      List<WaitingTasks> features,
      ObjectProvider<FirstPage> firstPages,
      CurrentActor currentActor) {
    this.features = List.copyOf(features);
    this.firstPages = firstPages;
    this.currentActor = currentActor;
  }

  /** Everybody who can act has this page; each feature shows only what is the actor's to do. */
  @GetMapping("/")
  String home(Actor actor, Model model) {
    Optional<String> other =
        firstPages.stream().flatMap(page -> Stream.ofNullable(page.of(actor))).findFirst();
    if (other.isPresent()) {
      return "redirect:" + other.get();
    }
    model.addAttribute(
        "tasks",
        features.stream()
            .flatMap(feature -> feature.waitingFor(actor).stream())
            .filter(task -> task.count() > 0)
            .sorted(java.util.Comparator.comparing(task -> !task.urgent()))
            .toList());
    model.addAttribute("logins", currentActor.loginsBefore().orElse(null));
    return "web/home";
  }

  /** The first entry of the navigation. */
  @Configuration
  static class Navigation {

    @Bean
    static NavigationEntry homeEntry() {
      return new NavigationEntry("web.home.title", "/", 0, actor -> true);
    }

    /** Nothing waits where no feature says so. */
    @Bean
    static WaitingTasks nothing() {
      return actor -> List.of();
    }
  }
}
