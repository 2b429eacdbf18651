package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Brings a running Keycloak to the state of a {@link RealmDescription}: creates the realm or puts
 * right what differs. It can be repeated at any time; a second run changes nothing.
 *
 * <p>It removes no user, organization, client, scope or key, and leaves alone what the description
 * does not name. Runs must not overlap.
 *
 * <pre>{@code
 * List<Change> changes =
 *     RealmConfig.apply(URI.create("http://localhost:8080"), "admin", password, System.getenv());
 * }</pre>
 */
public final class RealmConfig {
  private final RealmDescription description;
  private final Clock clock;

  private RealmConfig(RealmDescription description, Clock clock) {
    this.description = description;
    this.clock = clock;
  }

  /** With a description of one's own. */
  public static RealmConfig of(RealmDescription description) {
    return new RealmConfig(description, Clock.systemUTC());
  }

  /**
   * Brings a Keycloak to the packaged description.
   *
   * @param keycloak base address, as in {@code http://localhost:8080}
   * @param adminUser an administrator of the realm {@code master}
   * @param environment values for the placeholders; {@code environment.json} lists them
   * @return what was changed, in order; empty when everything was as described
   * @throws RealmConfigException when a value is missing or wrong, the server lacks a provider, or
   *     a call fails; values and providers are looked at before anything is changed
   */
  public static List<Change> apply(
      URI keycloak, String adminUser, String adminPassword, Map<String, String> environment) {
    return of(RealmDescription.packaged())
        .bring(keycloak, AdminLogin.password(adminUser, adminPassword), environment, false);
  }

  /** As {@link #apply}, with this description. */
  public List<Change> applyTo(
      URI keycloak, String adminUser, String adminPassword, Map<String, String> environment) {
    return bring(keycloak, AdminLogin.password(adminUser, adminPassword), environment, false);
  }

  /** What {@link #applyTo} would change; changes nothing. */
  public List<Change> plan(
      URI keycloak, String adminUser, String adminPassword, Map<String, String> environment) {
    return bring(keycloak, AdminLogin.password(adminUser, adminPassword), environment, true);
  }

  List<Change> bring(
      URI keycloak, AdminLogin login, Map<String, String> environment, boolean planOnly) {
    DescribedRealm described = description.with(environment);
    AdminApi api = new AdminApi(keycloak, login, clock);
    new ServerParts(api.get("/serverinfo")).require(described);
    Journal journal = new Journal(planOnly, described.secrets());
    if (!create(described, api, journal)) {
      return journal.changes();
    }
    for (RealmPart part : parts(api)) {
      part.bringInto(described, journal);
    }
    return journal.changes();
  }

  /** In the order in which one part needs the other. */
  private static List<RealmPart> parts(AdminApi api) {
    return List.of(
        new KeyProviders(api),
        new Localization(api),
        new UserProfile(api),
        new RealmSettings(api),
        new ClientScopes(api),
        new Clients(api),
        new DefaultRoles(api),
        new RequiredActions(api),
        new Flows(api),
        new MasterRealm(api),
        new RealmSettings.Opening(api));
  }

  /** False when there is no realm to go on with, because this is only a plan. */
  private static boolean create(DescribedRealm described, AdminApi api, Journal journal) {
    if (api.find("/realms/" + AdminApi.encoded(described.name())).isPresent()) {
      return true;
    }
    ObjectNode realm = Json.object().put("realm", described.name()).put("enabled", false);
    journal.make(
        RealmDescription.REALM,
        "realm",
        "(nothing)",
        described.name() + ", created with everything that is described",
        () -> {
          api.post("/realms", realm);
          api.logInAgain();
        });
    return !journal.planOnly();
  }
}
