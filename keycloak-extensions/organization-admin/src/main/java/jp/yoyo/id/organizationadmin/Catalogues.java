package jp.yoyo.id.organizationadmin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The catalogues of the realms, parsed once for each text that a realm had. */
final class Catalogues {

  private record Parsed(String text, OrganizationCatalogue catalogue) {}

  private static final Map<String, Parsed> BY_REALM = new ConcurrentHashMap<>();

  private Catalogues() {}

  /**
   * The catalogue of the session's realm.
   *
   * @throws IllegalArgumentException if the realm's attribute is no consistent catalogue
   */
  static OrganizationCatalogue of(KeycloakSession session) {
    RealmModel realm = session.getContext().getRealm();
    String attribute = realm.getAttribute(OrganizationCatalogue.REALM_ATTRIBUTE);
    String text = attribute == null ? "" : attribute;
    Parsed parsed = BY_REALM.get(realm.getId());
    if (parsed == null || !parsed.text().equals(text)) {
      parsed = new Parsed(text, OrganizationCatalogue.parse(text));
      BY_REALM.put(realm.getId(), parsed);
    }
    return parsed.catalogue();
  }
}
