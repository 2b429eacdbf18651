package jp.yoyo.id.app.api;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import jp.yoyo.id.app.actor.Actor;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who calls. */
@RestController
@RequestMapping(path = ApiPath.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "me")
class MeApi {

  /** The caller, and the organisation that the caller acts for at this moment. */
  record Caller(
      String id,
      String userId,
      String name,
      CallerOrganization organization,
      List<String> permissions) {}

  /** The organisation. */
  record CallerOrganization(
      String alias, String type, String displayName, String code, String prefecture) {}

  /** Whoever has a token may see the own permissions. */
  @GetMapping("/me")
  Caller me(Actor actor) {
    return new Caller(
        actor.userId(),
        actor.userName(),
        actor.displayName(),
        new CallerOrganization(
            actor.organization().alias(),
            actor.organization().type().catalogueName(),
            actor.organization().displayName(),
            actor.organization().code(),
            actor.organization().prefecture()),
        actor.permissions().stream().sorted().toList());
  }
}
