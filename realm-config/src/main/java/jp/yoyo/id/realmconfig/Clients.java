package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code clients/*.json}. Clients not described stay. */
final class Clients implements RealmPart {
  private static final String ID = "id";
  private static final String DEFAULT_SCOPES = "defaultClientScopes";
  private static final String OPTIONAL_SCOPES = "optionalClientScopes";
  private static final String ROLES = "roles";
  private static final String SCOPE_MAPPINGS = "scopeMappings";
  private static final String SERVICE_ACCOUNT_ROLES = "serviceAccountRoles";

  /** What has calls of its own, and is no field of the client for us. */
  private static final Set<String> PARTS =
      Set.of(
          "protocolMappers",
          DEFAULT_SCOPES,
          OPTIONAL_SCOPES,
          ROLES,
          SCOPE_MAPPINGS,
          SERVICE_ACCOUNT_ROLES,
          "access");

  private final AdminApi api;
  private final ProtocolMappers mappers;

  Clients(AdminApi api) {
    this.api = api;
    this.mappers = new ProtocolMappers(api);
  }

  @Override
  public void bringInto(DescribedRealm described, Journal journal) {
    String realm = "/realms/" + AdminApi.encoded(described.name());
    Map<String, JsonNode> files = new LinkedHashMap<>(described.folder("clients"));
    // First all clients and their roles, then what ties one to another.
    files.forEach((file, client) -> bringFields(file, client, realm, journal));
    files.forEach((file, client) -> bringRelations(file, client, realm, journal));
  }

  private void bringFields(String file, JsonNode client, String realm, Journal journal) {
    JsonNode fields = Json.without(client, PARTS);
    JsonNode present = present(client, realm);
    if (present.isMissingNode()) {
      journal.make(
          file,
          "client",
          "(nothing)",
          "created",
          () -> api.post(realm + "/clients", Difference.overlay(Json.object(), fields)));
    } else {
      journal.make(
          file,
          "",
          Difference.between(fields, present),
          () ->
              api.put(
                  path(realm, present), Difference.overlay(Json.without(present, PARTS), fields)));
    }
    JsonNode now = present(client, realm);
    if (!now.isMissingNode()) {
      bringRoles(file, client, path(realm, now), journal);
    }
  }

  private void bringRoles(String file, JsonNode client, String path, Journal journal) {
    if (client.path(ROLES).isEmpty()) {
      return;
    }
    JsonNode actual = api.get(path + "/" + ROLES + "?briefRepresentation=false");
    for (JsonNode role : client.path(ROLES)) {
      String name = role.path("name").asText();
      JsonNode present = Named.find(actual, "name", name);
      if (present.isMissingNode()) {
        journal.make(
            file,
            ROLES + "." + name,
            "(nothing)",
            "created",
            () -> api.post(path + "/" + ROLES, role));
      } else {
        journal.make(
            file,
            ROLES + "." + name + ".",
            Difference.between(role, present),
            () ->
                api.put(
                    path + "/" + ROLES + "/" + AdminApi.encoded(name),
                    Difference.overlay(present, role)));
      }
    }
  }

  private void bringRelations(String file, JsonNode client, String realm, Journal journal) {
    JsonNode present = present(client, realm);
    if (present.isMissingNode()) {
      return;
    }
    String path = path(realm, present);
    mappers.bringInto(file, client, path, journal);
    bringScopes(file, client, present, realm, journal);
    RoleMappings mappings = new RoleMappings(api, realm);
    if (client.has(SCOPE_MAPPINGS)) {
      mappings.bringInto(
          file, SCOPE_MAPPINGS, client.get(SCOPE_MAPPINGS), path + "/scope-mappings", journal);
    }
    if (client.has(SERVICE_ACCOUNT_ROLES) && present.path("serviceAccountsEnabled").asBoolean()) {
      String user = api.get(path + "/service-account-user").path(ID).asText();
      mappings.bringInto(
          file,
          SERVICE_ACCOUNT_ROLES,
          client.get(SERVICE_ACCOUNT_ROLES),
          realm + "/users/" + user + "/role-mappings",
          journal);
    }
  }

  private void bringScopes(
      String file, JsonNode client, JsonNode present, String realm, Journal journal) {
    // A scope is either default or optional: whatever leaves one kind goes before it joins another.
    for (String kind : List.of(DEFAULT_SCOPES, OPTIONAL_SCOPES)) {
      if (client.has(kind)) {
        removeScopes(file, kind, client, present, realm, journal);
      }
    }
    for (String kind : List.of(DEFAULT_SCOPES, OPTIONAL_SCOPES)) {
      if (client.has(kind)) {
        addScopes(file, kind, client, present, realm, journal);
      }
    }
  }

  private void removeScopes(
      String file, String kind, JsonNode client, JsonNode present, String realm, Journal journal) {
    Set<String> extra = minus(present.path(kind), client.path(kind));
    for (String scope : extra) {
      journal.make(
          file,
          kind + "." + scope,
          "assigned",
          "(nothing)",
          () -> api.delete(scopePath(realm, present, kind, scope)));
    }
  }

  private void addScopes(
      String file, String kind, JsonNode client, JsonNode present, String realm, Journal journal) {
    Set<String> missing = minus(client.path(kind), present.path(kind));
    for (String scope : missing) {
      journal.make(
          file,
          kind + "." + scope,
          "(nothing)",
          "assigned",
          () -> api.put(scopePath(realm, present, kind, scope)));
    }
  }

  private String scopePath(String realm, JsonNode present, String kind, String scope) {
    JsonNode found = Named.find(api.get(realm + "/client-scopes"), "name", scope);
    if (found.isMissingNode()) {
      throw new RealmConfigException(kind + ": the realm has no client scope " + scope);
    }
    String segment =
        kind.equals(DEFAULT_SCOPES) ? "/default-client-scopes/" : "/optional-client-scopes/";
    return path(realm, present) + segment + found.path(ID).asText();
  }

  private static Set<String> minus(JsonNode names, JsonNode others) {
    Set<String> rest = new TreeSet<>(Json.texts(names));
    rest.removeAll(Json.texts(others));
    return rest;
  }

  private JsonNode present(JsonNode client, String realm) {
    String clientId = client.path("clientId").asText();
    JsonNode found = api.get(realm + "/clients?clientId=" + AdminApi.encoded(clientId));
    return found.isEmpty() ? MissingNode.getInstance() : found.get(0);
  }

  private static String path(String realm, JsonNode client) {
    return realm + "/clients/" + client.path(ID).asText();
  }

  /** Gives clients with a flow of their own the new version of that flow. */
  static void rebind(AdminApi api, String realm, String oldFlow, String newFlow) {
    String field = "authenticationFlowBindingOverrides";
    for (JsonNode client : api.get(realm + "/clients")) {
      if (Json.texts(client.path(field)).contains(oldFlow)) {
        ObjectNode overrides = (ObjectNode) client.path(field).deepCopy();
        Json.names(overrides).stream()
            .filter(name -> overrides.path(name).asText().equals(oldFlow))
            .forEach(name -> overrides.put(name, newFlow));
        ObjectNode body = Json.without(client, PARTS);
        body.set(field, overrides);
        api.put(path(realm, client), body);
      }
    }
  }
}
