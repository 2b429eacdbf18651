package jp.yoyo.id.app.helpdesk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.CurrentActor;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The help desk sees pages of other features too: the register, applications, the audit trail. What
 * it looks at there is recorded as well, whoever writes the next such page.
 */
@Configuration
class LookUpsRecorded implements WebMvcConfigurer, HandlerInterceptor {

  private static final int LONGEST = 300;

  private final CurrentActor currentActor;
  private final HelpDesk helpDesk;

  LookUpsRecorded(CurrentActor currentActor, HelpDesk helpDesk) {
    this.currentActor = currentActor;
    this.helpDesk = helpDesk;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(this)
        .excludePathPatterns(
            "/", "/help-desk/**", "/help-desk", "/organization", "/assets/**", "/error");
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception problem) {
    Actor actor = currentActor.known(request).orElse(null);
    if (actor == null
        || !HelpDesk.isHelpDesk(actor)
        || !"GET".equals(request.getMethod())
        || response.getStatus() != HttpStatus.OK.value()) {
      return;
    }
    String query = request.getQueryString();
    String page = query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    helpDesk.recordLookUp(
        actor,
        "view-page",
        "",
        null,
        Map.of("page", page.length() <= LONGEST ? page : page.substring(0, LONGEST)));
  }
}
