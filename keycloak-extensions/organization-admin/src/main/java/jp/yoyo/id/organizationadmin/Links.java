package jp.yoyo.id.organizationadmin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Links to pages of other programs, which an account console shows to those whom they concern.
 *
 * <p>They are configuration: the realm attribute {@value #REALM_ATTRIBUTE} holds them as a JSON
 * list of {@code {"label": {"ja": …, "en": …}, "url": …, "permission": …}}.
 */
final class Links {

  /** The realm attribute that holds the links. */
  static final String REALM_ATTRIBUTE = "organizationAdmin.links";

  private static final Logger LOG = Logger.getLogger(Links.class);

  /**
   * A link.
   *
   * @param url absolute (http or https), or a path on Keycloak's own host
   * @param permission only for those who hold it in one of their organisations; null for everybody
   */
  record Link(
      @JsonProperty(required = true) OrganizationCatalogue.Label label,
      @JsonProperty(required = true) String url,
      @JsonSetter(nulls = Nulls.SET) @Nullable String permission) {}

  private record Parsed(String text, List<Link> links) {}

  private static final Map<String, Parsed> BY_REALM = new ConcurrentHashMap<>();

  private Links() {}

  /** The links that concern the caller, in the order of the attribute. */
  static List<Link> of(Caller caller, KeycloakSession session) {
    return of(session).stream()
        .filter(
            link -> {
              String permission = link.permission();
              return permission == null || caller.holdsAnywhere(permission);
            })
        .toList();
  }

  private static List<Link> of(KeycloakSession session) {
    RealmModel realm = session.getContext().getRealm();
    String attribute = realm.getAttribute(REALM_ATTRIBUTE);
    String text = attribute == null ? "" : attribute;
    Parsed parsed = BY_REALM.get(realm.getId());
    if (parsed == null || !parsed.text().equals(text)) {
      parsed = new Parsed(text, parsedOrNone(realm, text));
      BY_REALM.put(realm.getId(), parsed);
    }
    return parsed.links();
  }

  /** A slip in a link must not keep people from their work: it is logged, once for each text. */
  private static List<Link> parsedOrNone(RealmModel realm, String text) {
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      LOG.errorf("Realm %s shows no links. %s", realm.getName(), e.getMessage());
      return List.of();
    }
  }

  /**
   * Reads the links.
   *
   * @param json the realm attribute; none if it is blank
   * @throws IllegalArgumentException if it is no list of links; says what is wrong
   */
  static List<Link> parse(String json) {
    if (json.isBlank()) {
      return List.of();
    }
    Link[] links;
    try {
      links = OrganizationCatalogue.JSON.readValue(json, Link[].class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(REALM_ATTRIBUTE + ": " + e.getOriginalMessage(), e);
    }
    if (links == null || Arrays.asList(links).contains(null)) {
      throw new IllegalArgumentException(REALM_ATTRIBUTE + ": null is no link");
    }
    for (Link link : links) {
      if (!isAddress(link.url())) {
        throw new IllegalArgumentException(REALM_ATTRIBUTE + ": no address: " + link.url());
      }
    }
    return List.of(links);
  }

  /** What a browser only goes to: no javascript: or data:, which it would run. */
  private static boolean isAddress(String text) {
    try {
      URI uri = new URI(text);
      return uri.isAbsolute()
          ? uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())
          : uri.getAuthority() == null && text.startsWith("/") && !text.startsWith("//");
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
