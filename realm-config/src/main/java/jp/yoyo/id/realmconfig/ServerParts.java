package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks before anything is changed whether the server has what the description names: a flow with a
 * step that is not there would lock everybody out.
 */
final class ServerParts {
  private static final String JAR = ": is the jar in providers/, and was kc.sh build run?";

  private final JsonNode serverInfo;
  private final List<String> missing = new ArrayList<>();

  ServerParts(JsonNode serverInfo) {
    this.serverInfo = serverInfo;
  }

  /** Fails with everything that is missing. */
  void require(DescribedRealm described) {
    described.folder("flows").forEach((file, flow) -> requireSteps(file, flow.path("steps")));
    described
        .file("required-actions.json")
        .forEach(
            a -> requireProvider("required-actions.json", "required-action", text(a, "alias")));
    described
        .file("keys.json")
        .forEach(k -> requireProvider("keys.json", "keys", text(k, "providerId")));
    described.folder("clients").forEach(this::requireMappers);
    described.folder("client-scopes").forEach(this::requireMappers);
    requireValidators(described.file("user-profile.json"));
    requireRealm(RealmDescription.REALM, described.file(RealmDescription.REALM));
    requireRealm("master.json", described.file("master.json"));
    if (!missing.isEmpty()) {
      throw new RealmConfigException(String.join(System.lineSeparator(), missing));
    }
  }

  private void requireRealm(String file, JsonNode realm) {
    realm.path("eventsListeners").forEach(l -> requireProvider(file, "eventsListener", l.asText()));
    for (JsonNode rule : realm.path("passwordPolicy")) {
      requireProvider(file, "password-policy", rule.asText().replaceFirst("\\(.*", ""));
    }
    requireTheme(file, "login", realm.path("loginTheme"));
    requireTheme(file, "email", realm.path("emailTheme"));
    requireTheme(file, "account", realm.path("accountTheme"));
    if (realm.path("organizationsEnabled").asBoolean() && !hasFeature("ORGANIZATION")) {
      missing.add(
          file + ": organizationsEnabled: the server runs without the feature organization");
    }
  }

  private void requireSteps(String file, JsonNode steps) {
    for (JsonNode step : steps) {
      if (step.has("flow")) {
        requireSteps(file, step.path("steps"));
      } else {
        requireProvider(file, "authenticator", text(step, "authenticator"));
      }
    }
  }

  private void requireMappers(String file, JsonNode owner) {
    owner
        .path("protocolMappers")
        .forEach(m -> requireProvider(file, "protocol-mapper", text(m, "protocolMapper")));
  }

  private void requireValidators(JsonNode profile) {
    for (JsonNode attribute : profile.path("attributes")) {
      Json.names(attribute.path("validations"))
          .forEach(v -> requireProvider("user-profile.json", "validator", v));
    }
  }

  private void requireProvider(String file, String spi, String id) {
    JsonNode providers = serverInfo.path("providers").path(spi).path("providers");
    if (!providers.has(id)) {
      add(file + ": the server lacks provider " + id + " (" + spi + ")" + JAR);
    }
  }

  private void requireTheme(String file, String type, JsonNode theme) {
    if (theme.isMissingNode()) {
      return;
    }
    Set<String> names = new HashSet<>();
    serverInfo.path("themes").path(type).forEach(t -> names.add(text(t, "name")));
    if (!names.contains(theme.asText())) {
      add(file + ": the server lacks the " + type + " theme " + theme.asText() + JAR);
    }
  }

  private void add(String line) {
    if (!missing.contains(line)) {
      missing.add(line);
    }
  }

  private boolean hasFeature(String name) {
    JsonNode feature = Named.find(serverInfo.path("features"), "name", name);
    return feature.path("enabled").asBoolean();
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }
}
