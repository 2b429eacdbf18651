package jp.yoyo.id.app.facility;

import java.util.Locale;
import java.util.Set;
import jp.yoyo.id.app.actor.ActingOrganization;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;

/** People who act in tests; each holds what an administrator of the organisation holds. */
public final class TestActors {

  private static final Set<String> ALL =
      Set.of(
          "view-organization",
          "view-members",
          "manage-members",
          "manage-roles",
          "view-events",
          "supervise-organizations",
          "manage-facility",
          "manage-bank-account",
          "manage-facility-token",
          "decide-bank-account");

  private TestActors() {}

  public static Actor municipality(String alias, String code) {
    return acting(alias, OrganizationType.MUNICIPALITY, code, code.substring(0, 2));
  }

  public static Actor federation(String prefecture) {
    return acting("r-" + prefecture, OrganizationType.FEDERATION, prefecture, prefecture);
  }

  public static Actor central() {
    return acting("central", OrganizationType.CENTRAL, "", "");
  }

  public static Actor facility(String alias) {
    return acting(alias, OrganizationType.FACILITY, "", "");
  }

  /** The same person with these permissions and no others. */
  public static Actor with(Actor actor, String... permissions) {
    return new Actor(
        actor.userId(),
        actor.userName(),
        actor.displayName(),
        actor.locale(),
        actor.organization(),
        Set.of(permissions));
  }

  private static Actor acting(String alias, OrganizationType type, String code, String prefecture) {
    return new Actor(
        "id-of-" + alias,
        alias + "-001",
        "予防 花子",
        Locale.JAPANESE,
        new ActingOrganization(alias, type, alias, code, prefecture),
        ALL);
  }
}
