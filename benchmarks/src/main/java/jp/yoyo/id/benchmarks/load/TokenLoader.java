package jp.yoyo.id.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import jp.yoyo.id.benchmarks.http.HttpConnection;
import jp.yoyo.id.benchmarks.http.JsonApi;
import jp.yoyo.id.benchmarks.http.Requests;
import jp.yoyo.id.benchmarks.load.Population.Kind;
import jp.yoyo.id.devstack.DevStack;

/**
 * Fills a fresh stack with facilities that have a token each, and a realm of stock Keycloak with a
 * confidential client for each. One token and one client are made through the REST interfaces; the
 * others are copies of their rows with ids, names and hashes of their own.
 */
public final class TokenLoader {

  /** The realm as Keycloak makes it when it is told nothing but a name. */
  public static final String STOCK_REALM = "bench-stock";

  private static final String TEMPLATE_CLIENT = "bench-client-template";

  private final DevStack stack;
  private final Consumer<String> progress;

  public TokenLoader(DevStack stack, Consumer<String> progress) {
    this.stack = stack;
    this.progress = progress;
  }

  /** Loads and checks; Keycloak was restarted when it returns. */
  public LoadedTokens load(int facilities) throws SQLException {
    Population population = Population.ofFacilities(facilities);
    LoadedTokens loaded = new LoadedTokens(newSeed(), facilities);
    long start = System.nanoTime();
    Map<Kind, String> templates = Templates.issue(stack, "Bench-" + newSeed() + "-9A").users();
    issueTemplateToken(Objects.requireNonNull(templates.get(Kind.FACILITY_ADMINISTRATOR)));
    String templateClient = makeTemplateClient();
    progress.accept("Templates issued through the REST interfaces (" + since(start) + ")");
    start = System.nanoTime();
    String realmId = realmId(DevStack.REALM);
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      new RowCopies(connection, realmId).load(population.plan(Population.CENTRAL), templates);
      connection.commit();
    }
    progress.accept(
        "%,d organisations copied (%s)".formatted(population.organizations(), since(start)));
    start = System.nanoTime();
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      copyTokens(new Tables(connection), loaded, realmId);
      connection.commit();
    }
    progress.accept("%,d tokens copied (%s)".formatted(facilities, since(start)));
    start = System.nanoTime();
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      copyClients(new Tables(connection), loaded, templateClient);
      connection.commit();
    }
    progress.accept("%,d clients copied (%s)".formatted(facilities, since(start)));
    start = System.nanoTime();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("vacuum analyze");
    }
    progress.accept("Statistics brought up to date (" + since(start) + ")");
    start = System.nanoTime();
    stack.restartKeycloak();
    progress.accept("Keycloak restarted (" + since(start) + ")");
    check(loaded);
    loaded.write(stack.dataDirectory());
    return loaded;
  }

  // ---- through the interfaces

  private void issueTemplateToken(String administrator) {
    var unused =
        post(
            stack,
            "/realms/%s/facility-token/facilities/%s/tokens"
                .formatted(DevStack.REALM, Templates.alias(/* municipality= */ false)),
            "application/json",
            Map.of(
                "Authorization",
                "Bearer " + companionAppToken(stack),
                "Acting-User",
                administrator),
            "{\"requestId\":\"%s\",\"label\":\"受付\",\"terminal\":\"受付1\"}"
                .formatted(UUID.randomUUID()));
  }

  /** An access token of the companion app's service account. */
  public static String companionAppToken(DevStack stack) {
    return text(
        post(
            stack,
            "/realms/" + DevStack.REALM + "/protocol/openid-connect/token",
            "application/x-www-form-urlencoded",
            Map.of(),
            Requests.form(
                Map.of(
                    "grant_type", "client_credentials",
                    "client_id", "token-issuer-app",
                    "client_secret", companionAppSecret(stack)))),
        "access_token");
  }

  private static String companionAppSecret(DevStack stack) {
    Properties passwords = new Properties();
    try (Reader reader =
        Files.newBufferedReader(stack.dataDirectory().resolve("passwords.properties"))) {
      passwords.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return passwords.getProperty("token-issuer-app");
  }

  private static JsonNode post(
      DevStack stack, String path, String type, Map<String, String> headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(stack.keycloakUrl() + path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            "%s was answered with %d: %s".formatted(path, response.statusCode(), response.body()));
      }
      return JsonApi.JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while loading", e);
    }
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).asText();
  }

  /** Id of the client that the others are copies of. */
  private String makeTemplateClient() {
    JsonApi administrator = administrator();
    administrator.post("/admin/realms", Map.of("realm", STOCK_REALM, "enabled", true));
    String clients = "/admin/realms/" + STOCK_REALM + "/clients";
    administrator.post(
        clients,
        Map.of(
            "clientId", TEMPLATE_CLIENT,
            "protocol", "openid-connect",
            "publicClient", false,
            "serviceAccountsEnabled", true,
            "standardFlowEnabled", false,
            "directAccessGrantsEnabled", false));
    return text(administrator.get(clients + "?clientId=" + TEMPLATE_CLIENT).path(0), "id");
  }

  private JsonApi administrator() {
    return JsonApi.ofAdministrator(
        stack.keycloakUrl(), stack.admin().user(), stack.admin().password());
  }

  private String realmId(String realm) {
    return text(administrator().get("/admin/realms/" + realm), "id");
  }

  // ---- inside the database

  private static void copyTokens(Tables tables, LoadedTokens loaded, String realmId)
      throws SQLException {
    String realm = Tables.quotedList(List.of(realmId));
    String facility = Tables.quotedList(List.of(Templates.alias(/* municipality= */ false)));
    String organization =
        tables.text(
            "select id from org where realm_id = %s and alias = %s".formatted(realm, facility));
    String template =
        tables.text(
            "select id from user_entity where service_account_client_link = "
                + Tables.quotedList(List.of(organization)));
    tables.requireReferredFromOnly(Set.of("credential"), "user_entity", template);
    tables.execute(
        """
        create temporary table new_token (
          number int primary key, account text, credential text, hash text
        ) on commit drop
        """);
    try (Tables.Rows rows = tables.rows("new_token", 4)) {
      for (int i = 0; i < loaded.facilities(); i++) {
        rows.add(i, loaded.account(i), loaded.credential(i), loaded.tokenHash(i));
      }
    }
    tables.execute(
        """
        create temporary table new_account on commit drop as
        select n.*, o.id as org from new_token n join (
          select o.id, row_number() over (order by o.alias) - 1 as number
          from org o join group_attribute g
            on g.group_id = o.group_id and g.name = 'type' and g.value = 'facility'
          where o.realm_id = %s and o.alias <> %s
        ) o on o.number = n.number
        """
            .formatted(realm, facility));
    tables.execute("analyze new_account");
    String of = "join new_account n on t.%s = " + Tables.quotedList(List.of(template));
    tables.copy(
        "user_entity",
        of.formatted("id"),
        Map.of(
            "id", "n.account",
            "email_constraint", "gen_random_uuid()::text",
            "username", "replace(t.username, t.service_account_client_link, n.org)",
            "service_account_client_link", "n.org"));
    // In use for a while, as nearly all of them are at any time.
    tables.copy(
        "credential",
        of.formatted("user_id"),
        Map.of(
            "id", "n.credential",
            "user_id", "n.account",
            "secret_data", "json_build_object('hash', n.hash)::text",
            "credential_data",
                """
                (t.credential_data::jsonb || jsonb_build_object('requestId', gen_random_uuid(),
                  'lastUsedAt', t.created_date))::text
                """));
  }

  private static void copyClients(Tables tables, LoadedTokens loaded, String template)
      throws SQLException {
    String client = Tables.quotedList(List.of(template));
    String account =
        tables.text("select id from user_entity where service_account_client_link = " + client);
    tables.requireReferredFromOnly(
        Set.of("client_attributes", "redirect_uris", "web_origins"), "client", template);
    tables.requireReferredFromOnly(Set.of("user_role_mapping"), "user_entity", account);
    tables.execute(
        """
        create temporary table new_client (
          number int primary key, id text, client_id text, secret text, account text
        ) on commit drop
        """);
    try (Tables.Rows rows = tables.rows("new_client", 5)) {
      for (int i = 0; i < loaded.facilities(); i++) {
        rows.add(
            i,
            loaded.clientUuid(i),
            loaded.clientId(i),
            loaded.clientSecret(i),
            loaded.clientAccount(i));
      }
    }
    tables.execute("analyze new_client");
    tables.copy(
        "client",
        "join new_client n on t.id = " + client,
        Map.of("id", "n.id", "client_id", "n.client_id", "secret", "n.secret"));
    for (String table :
        List.of("client_attributes", "redirect_uris", "web_origins", "client_scope_client")) {
      tables.copy(
          table, "join new_client n on t.client_id = " + client, Map.of("client_id", "n.id"));
    }
    String of = "join new_client n on t.%s = " + Tables.quotedList(List.of(account));
    tables.copy(
        "user_entity",
        of.formatted("id"),
        Map.of(
            "id", "n.account",
            "email_constraint", "gen_random_uuid()::text",
            "username", "'service-account-' || n.client_id",
            "service_account_client_link", "n.id"));
    tables.copy("user_role_mapping", of.formatted("user_id"), Map.of("user_id", "n.account"));
  }

  // ---- afterwards

  private void check(LoadedTokens loaded) {
    List<byte[]> requests = new ArrayList<>();
    for (int i : new int[] {0, loaded.facilities() / 2, loaded.facilities() - 1}) {
      requests.add(exchange(stack.keycloakUrl(), loaded.token(i)));
      requests.add(
          clientCredentials(stack.keycloakUrl(), loaded.clientId(i), loaded.clientSecret(i)));
    }
    try (HttpConnection connection = new HttpConnection(stack.keycloakUrl())) {
      for (byte[] request : requests) {
        HttpConnection.Response response = connection.exchange(request);
        if (response.status() != 200) {
          throw new IllegalStateException(
              "The load is not as planned: %d %s".formatted(response.status(), response.text()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    progress.accept("Checked: the first, the middle and the last of either kind are granted");
  }

  /** The request of a clinic system. */
  public static byte[] exchange(URI server, String facilityToken) {
    return Requests.post(
        server,
        "/realms/" + DevStack.REALM + "/protocol/openid-connect/token",
        /* cookies= */ "",
        Map.of(
            "grant_type", "urn:yoyo:params:oauth:grant-type:facility-token",
            "client_id", "facility-app",
            "facility_token", facilityToken));
  }

  /** The request of a confidential client. */
  public static byte[] clientCredentials(URI server, String clientId, String secret) {
    return Requests.post(
        server,
        "/realms/" + STOCK_REALM + "/protocol/openid-connect/token",
        /* cookies= */ "",
        Map.of(
            "grant_type", "client_credentials",
            "client_id", clientId,
            "client_secret", secret));
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        stack.jdbcUrl() + "?reWriteBatchedInserts=true",
        stack.database().user(),
        stack.database().password());
  }

  private static String newSeed() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String since(long start) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
  }
}
