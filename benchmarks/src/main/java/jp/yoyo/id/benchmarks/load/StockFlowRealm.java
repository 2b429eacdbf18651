package jp.yoyo.id.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import jp.yoyo.id.benchmarks.http.JsonApi;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.realmconfig.RealmConfig;
import jp.yoyo.id.realmconfig.RealmDescription;

/**
 * A second realm to compare logins with: settings, keys, clients, password policy and theme of
 * ours, but Keycloak's own flows and none of our listeners.
 *
 * <p>Its browser flow is a copy of the stock one with a single change: the step that asks for the
 * user ID on a page of its own as soon as there are organisations is off. With it, a login would be
 * one page more, and ours would look quicker than it is.
 */
public final class StockFlowRealm {

  public static final String NAME = "yoyo-stock-flows";

  private static final String FLOW = "browser-on-one-page";

  private final JsonApi administrator;

  private StockFlowRealm(DevStack stack) {
    this.administrator =
        JsonApi.ofAdministrator(
            stack.keycloakUrl(), stack.admin().user(), stack.admin().password());
  }

  /** Makes it or, as its address changes with the port, brings it up to date; returns its id. */
  public static String bringUpToDate(DevStack stack) {
    StockFlowRealm realm = new StockFlowRealm(stack);
    Path description = stack.dataDirectory().resolve("stock-flows-realm");
    try {
      copyPackagedDescription(description);
      change(description);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    RealmConfig.of(RealmDescription.in(description))
        .applyTo(
            stack.keycloakUrl(),
            stack.admin().user(),
            stack.admin().password(),
            Map.of(
                "YOYO_LOGIN_URL", stack.keycloakUrl().toString(),
                "YOYO_SMTP_HOST", "localhost",
                "YOYO_SMTP_PORT", Integer.toString(stack.inbox().smtpPort()),
                "YOYO_SMTP_FROM", "no-reply@yoyo.example",
                "YOYO_SMTP_STARTTLS", "false",
                "YOYO_SECOND_FACTOR", "off",
                "YOYO_NEW_DEVICE_MAIL", "off",
                "YOYO_TOKEN_ISSUER_APP_URL", "http://localhost:8081",
                "YOYO_TOKEN_ISSUER_APP_SECRET", "not-used-by-the-benchmarks-but-required"));
    realm.bindFlow();
    return realm.administrator.get("/admin/realms/" + NAME).path("id").asText();
  }

  private static void copyPackagedDescription(Path target) throws IOException {
    URL marker = RealmConfig.class.getResource("realm/realm.json");
    if (marker == null) {
      throw new IllegalStateException("realm-config lacks its description");
    }
    try {
      URI uri = marker.toURI();
      if (!"jar".equals(uri.getScheme())) {
        copyFolder(Path.of(uri).resolveSibling(""), target);
        return;
      }
      String text = uri.toString();
      int separator = text.indexOf("!/");
      try (FileSystem jar =
          FileSystems.newFileSystem(Path.of(URI.create(text.substring(4, separator))))) {
        copyFolder(jar.getPath(text.substring(separator + 1)).resolveSibling(""), target);
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copyFolder(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(source.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.write(copy, Files.readAllBytes(file));
      }
    }
  }

  private static void change(Path description) throws IOException {
    Path flows = description.resolve("flows");
    try (Stream<Path> files = Files.list(flows)) {
      for (Path flow : files.toList()) {
        Files.delete(flow);
      }
    }
    Path file = description.resolve("realm.json");
    ObjectNode realm = (ObjectNode) JsonApi.JSON.readTree(Files.readString(file));
    realm.put("realm", NAME);
    ArrayNode listeners = realm.putArray("eventsListeners");
    listeners.add("jboss-logging");
    Files.writeString(file, JsonApi.JSON.writeValueAsString(realm));
    Path clients = description.resolve("clients");
    try (Stream<Path> files = Files.list(clients)) {
      for (Path client : files.toList()) {
        Files.writeString(
            client,
            Files.readString(client)
                .replace("/realms/" + DevStack.REALM + "/", "/realms/" + NAME + "/")
                .replace("/admin/" + DevStack.REALM + "/", "/admin/" + NAME + "/"));
      }
    }
  }

  private void bindFlow() {
    String path = "/admin/realms/" + NAME;
    if (administrator.get(path).path("browserFlow").asText().equals(FLOW)) {
      return;
    }
    administrator.post(path + "/authentication/flows/browser/copy", Map.of("newName", FLOW));
    String executions = path + "/authentication/flows/" + FLOW + "/executions";
    for (JsonNode execution : administrator.get(executions)) {
      boolean organization = execution.path("displayName").asText().contains("Organization");
      if (organization && execution.path("level").asInt() == 0) {
        administrator.put(executions, ((ObjectNode) execution).put("requirement", "DISABLED"));
      }
    }
    administrator.put(path, Map.of("realm", NAME, "browserFlow", FLOW));
  }
}
