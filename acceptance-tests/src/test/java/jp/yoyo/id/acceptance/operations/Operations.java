package jp.yoyo.id.acceptance.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.devstack.DevStack;
import org.jspecify.annotations.Nullable;

/** The REST API of operations as the companion app calls it, and the jar as a program. */
final class Operations {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String APP = "token-issuer-app";

  private final DevStack stack;
  private final RealmAdmin admin;
  private final String realm;
  private String token = "";
  private Instant tokenUntil = Instant.EPOCH;

  Operations(DevStack stack, RealmAdmin admin) {
    this.stack = stack;
    this.admin = admin;
    this.realm = stack.keycloakUrl() + "/realms/" + DevStack.REALM;
  }

  Reply status() {
    return Api.callAny("GET", realm + "/operations/status", null, null, Map.of());
  }

  String state() {
    return status().expect(200).body().at("/maintenance/state").asText();
  }

  /** A call on behalf of somebody. */
  Reply call(String method, String path, @Nullable Actor acting, @Nullable Object body) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept-Language", "ja");
    if (acting != null) {
      headers.put("Acting-User", acting.id());
    }
    return Api.callAny(
        method,
        realm + "/operations/maintenance" + path,
        appToken(),
        body == null ? null : json(body),
        headers);
  }

  Reply begin(Actor acting, long seconds, String... operators) {
    return call(
        "POST",
        "/begin",
        acting,
        Map.of(
            "until", System.currentTimeMillis() + seconds * 1000, "operators", List.of(operators)));
  }

  Reply end(Actor acting) {
    return call("POST", "/end", acting, null);
  }

  /** Whatever was planned is gone; for the end of tests. */
  void endByAdministrator() {
    admin.send("POST", "/maintenance/end", null).expect(200);
  }

  /** A form to the realm, such as {@code /protocol/openid-connect/token}. */
  Reply form(String path, Map<String, String> fields) {
    StringBuilder body = new StringBuilder();
    fields.forEach(
        (name, value) ->
            body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return Api.callAny(
        "POST",
        realm + path,
        null,
        body.toString(),
        Map.of("Content-Type", "application/x-www-form-urlencoded"));
  }

  synchronized String appToken() {
    if (Instant.now().isAfter(tokenUntil)) {
      token = newAppToken();
      tokenUntil = Instant.now().plusSeconds(120);
    }
    return token;
  }

  private String newAppToken() {
    String id = admin.get("/clients?clientId=" + APP).expect(200).body().at("/0/id").asText();
    String secret =
        admin.get("/clients/" + id + "/client-secret").expect(200).body().path("value").asText();
    return form(
            "/protocol/openid-connect/token",
            Map.of("grant_type", "client_credentials", "client_id", APP, "client_secret", secret))
        .expect(200)
        .body()
        .path("access_token")
        .asText();
  }

  /** Exit code and output. */
  record Ended(int code, String output) {}

  /** Runs the jar, as an operator does on the server. */
  Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("-jar");
    command.add(stack.providers().resolve("operations.jar").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("YOYO_KEYCLOAK_URL", stack.keycloakUrl().toString());
    builder.environment().put("YOYO_ADMIN_USER", stack.admin().user());
    builder.environment().put("YOYO_ADMIN_PASSWORD", stack.admin().password());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("Does not end: " + command);
    }
    return new Ended(process.exitValue(), output);
  }

  private static String json(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
