package jp.yoyo.id.app.testing;

import java.util.Locale;
import java.util.Set;
import jp.yoyo.id.app.actor.ActingOrganization;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;

/** People for tests of services. */
public final class TestActors {

  private TestActors() {}

  /** Somebody of an organisation with these permissions and no other. */
  public static Actor of(OrganizationType type, String alias, String... permissions) {
    return new Actor(
        "id-of-" + alias,
        alias + "-001",
        "予防 花子",
        Locale.JAPANESE,
        new ActingOrganization(alias, type, "組織 " + alias, "", "13"),
        Set.of(permissions));
  }
}
