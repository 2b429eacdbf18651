package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code realm.json}, the role catalogue, the links and the help desk: everything that is a field
 * of the realm itself.
 */
final class RealmSettings implements RealmPart {
  private static final String ATTRIBUTES = "attributes";
  private static final String ENABLED = "enabled";
  private static final String PASSWORD_POLICY = "passwordPolicy";
  private static final String SMTP = "smtpServer";
  private static final String PASSWORD = "password";
  private static final String CATALOGUE_ATTRIBUTE = "organizationAdmin.catalogue";

  private static final String LINKS_ATTRIBUTE = "organizationAdmin.links";

  private static final String HELP_DESK_ATTRIBUTE = "operations.helpDesk";

  /** Keycloak never shows the mail password: its fingerprint tells whether it changed. */
  private static final String FINGERPRINT_ATTRIBUTE = "realmConfig.smtpPassword";

  private final AdminApi api;

  RealmSettings(AdminApi api) {
    this.api = api;
  }

  @Override
  public void bringInto(DescribedRealm described, Journal journal) {
    String path = "/realms/" + AdminApi.encoded(described.name());
    JsonNode actual = api.get(path);
    ObjectNode wanted = described.realmFields();
    // A realm that is being built is enabled last, when its flows and policies are in force.
    wanted.remove(ENABLED);
    writePolicyAsKeycloakDoes(wanted, actual);
    addCatalogue(wanted, described);
    addLinks(wanted, described);
    addHelpDesk(wanted, described);
    keepMailPassword(wanted, actual);
    List<Difference> differences = Difference.between(wanted, actual);
    journal.make(
        RealmDescription.REALM, "", differences, () -> put(path, wanted, actual, differences));
  }

  private void put(String path, ObjectNode wanted, JsonNode actual, List<Difference> differences) {
    Set<String> changed = new TreeSet<>();
    differences.forEach(d -> changed.add(topLevel(d.field())));
    ObjectNode body = Json.object();
    for (String field : changed) {
      JsonNode value = wanted.path(field);
      // Keycloak replaces these maps as a whole: what others keep in them must be sent along.
      body.set(field, value.isObject() ? Difference.overlay(actual.path(field), value) : value);
    }
    try {
      api.put(path, body);
    } catch (RealmConfigException e) {
      if (changed.contains(PASSWORD_POLICY)
          && wanted.path(PASSWORD_POLICY).asText().contains("passwordBlacklist")) {
        throw new RealmConfigException(
            e.getMessage()
                + ". Is the list that the rule passwordBlacklist names in the folder"
                + " data/password-blacklists of every Keycloak node? It is written by"
                + " PasswordBlockList.installIn, or realm-config --block-list <Keycloak's folder>",
            e);
      }
      throw e;
    }
  }

  private static String topLevel(String field) {
    // Attribute names hold dots themselves; only the part before the first one is ours.
    int dot = field.indexOf('.');
    return dot < 0 ? field : field.substring(0, dot);
  }

  private static void writePolicyAsKeycloakDoes(ObjectNode wanted, JsonNode actual) {
    if (!wanted.path(PASSWORD_POLICY).isArray()) {
      return;
    }
    Set<String> rules = Json.texts(wanted.path(PASSWORD_POLICY));
    String inForce = actual.path(PASSWORD_POLICY).asText();
    if (rules.equals(new TreeSet<>(List.of(inForce.split(" and ", -1))))) {
      wanted.remove(PASSWORD_POLICY);
    } else {
      wanted.put(PASSWORD_POLICY, String.join(" and ", rules));
    }
  }

  private static void addCatalogue(ObjectNode wanted, DescribedRealm described) {
    wanted
        .withObject("/" + ATTRIBUTES)
        .put(CATALOGUE_ATTRIBUTE, Json.write(described.file(RealmDescription.CATALOGUE)));
  }

  private static void addLinks(ObjectNode wanted, DescribedRealm described) {
    JsonNode links = described.file(RealmDescription.LINKS);
    if (!links.isMissingNode()) {
      wanted.withObject("/" + ATTRIBUTES).put(LINKS_ATTRIBUTE, Json.write(links));
    }
  }

  /** Of master, too: its error pages are those of addresses that belong to no realm. */
  static void addHelpDesk(ObjectNode wanted, DescribedRealm described) {
    JsonNode helpDesk = described.file(RealmDescription.HELP_DESK);
    if (!helpDesk.isMissingNode()) {
      wanted.withObject("/" + ATTRIBUTES).put(HELP_DESK_ATTRIBUTE, Json.write(helpDesk));
    }
  }

  private static void keepMailPassword(ObjectNode wanted, JsonNode actual) {
    String password = wanted.path(SMTP).path(PASSWORD).asText();
    ObjectNode attributes = wanted.withObject("/" + ATTRIBUTES);
    if (password.isEmpty() || password.startsWith("${vault.")) {
      // A reference into the vault is no secret, and Keycloak shows it.
      attributes.put(FINGERPRINT_ATTRIBUTE, "");
      return;
    }
    String known = actual.path(ATTRIBUTES).path(FINGERPRINT_ATTRIBUTE).asText();
    boolean stored = !actual.path(SMTP).path(PASSWORD).asText().isEmpty();
    if (stored && Fingerprint.of(known).filter(f -> f.matches(password)).isPresent()) {
      wanted.withObject("/" + SMTP).remove(PASSWORD);
    } else {
      attributes.put(FINGERPRINT_ATTRIBUTE, Fingerprint.fresh(password).text());
    }
  }

  /** The last step: opens the realm, or closes it, as described. */
  static final class Opening implements RealmPart {
    private final AdminApi api;

    Opening(AdminApi api) {
      this.api = api;
    }

    @Override
    public void bringInto(DescribedRealm described, Journal journal) {
      Optional.ofNullable(described.realmFields().get(ENABLED))
          .ifPresent(enabled -> bringInto(described.name(), enabled, journal));
    }

    private void bringInto(String realm, JsonNode enabled, Journal journal) {
      String path = "/realms/" + AdminApi.encoded(realm);
      ObjectNode wanted = Json.object();
      wanted.set(ENABLED, enabled);
      journal.make(
          RealmDescription.REALM,
          "",
          Difference.between(wanted, api.get(path)),
          () -> api.put(path, wanted));
    }
  }
}
