package jp.yoyo.id.operations.command;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans, begins and ends a maintenance through the admin API of Keycloak. */
final class MaintenanceCommand {

  private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

  private static final Set<String> TIMES = Set.of("--from", "--until", "--announced-from");
  private static final int GOOD = 2;
  private static final int HUNDRED = 100;

  private final HttpClient http;
  private final Map<String, String> environment;

  MaintenanceCommand(HttpClient http, Map<String, String> environment) {
    this.http = http;
    this.environment = environment;
  }

  int run(List<String> arguments, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    String what = arguments.isEmpty() ? "" : arguments.get(0);
    String body = json(arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size()));
    HttpResponse<String> answer =
        switch (what) {
          case "status" -> call("GET", "", null);
          case "plan" -> call("PUT", "", body);
          case "begin" -> call("POST", "/begin", body);
          case "end" -> call("POST", "/end", null);
          default -> throw new IllegalArgumentException("maintenance status, plan, begin or end?");
        };
    boolean good = answer.statusCode() / HUNDRED == GOOD;
    (good ? out : err).println(answer.body());
    return good ? Main.OK : Main.BAD;
  }

  private static String json(List<String> arguments) {
    Map<String, String> fields = new LinkedHashMap<>();
    List<String> operators = new ArrayList<>();
    Map<String, String> text = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      String value = arguments.get(i + 1);
      if (TIMES.contains(name)) {
        fields.put(
            name.equals("--announced-from") ? "announcedFrom" : name.substring(2), moment(value));
      } else if (name.equals("--operator")) {
        operators.add(quoted(value));
      } else if (name.equals("--text-ja") || name.equals("--text-en")) {
        text.put(name.substring(name.length() - 2), quoted(value));
      } else {
        throw new IllegalArgumentException("Unknown: " + name);
      }
    }
    if (!operators.isEmpty()) {
      fields.put("operators", "[" + String.join(",", operators) + "]");
    }
    if (!text.isEmpty()) {
      fields.put("text", object(text));
    }
    return object(fields);
  }

  private static String object(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> quoted(field.getKey()) + ":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String moment(String time) {
    try {
      return Long.toString(OffsetDateTime.parse(time).toInstant().toEpochMilli());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("No time with its offset from UTC: " + time, e);
    }
  }

  private static String quoted(String text) {
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("A text is one line");
    }
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private HttpResponse<String> call(String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    server()
                        + "/admin/realms/"
                        + encoded(environment.getOrDefault("YOYO_REALM", "yoyo"))
                        + "/maintenance"
                        + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token())
            .header("Accept", "application/json")
            .header("Accept-Language", environment.getOrDefault("LANG", "ja").substring(0, 2))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String token() throws IOException, InterruptedException {
    String client = environment.getOrDefault("YOYO_ADMIN_CLIENT_ID", "");
    String form =
        client.isEmpty()
            ? "grant_type=password&client_id=admin-cli&username="
                + encoded(required("YOYO_ADMIN_USER"))
                + "&password="
                + encoded(required("YOYO_ADMIN_PASSWORD"))
            : "grant_type=client_credentials&client_id="
                + encoded(client)
                + "&client_secret="
                + encoded(required("YOYO_ADMIN_CLIENT_SECRET"));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(server() + "/realms/master/protocol/openid-connect/token"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    Matcher token = ACCESS_TOKEN.matcher(answer.body());
    if (answer.statusCode() / HUNDRED != GOOD || !token.find()) {
      throw new IOException("Keycloak refuses the administrator: " + answer.statusCode());
    }
    return token.group(1);
  }

  private String server() {
    return required("YOYO_KEYCLOAK_URL").replaceAll("/+$", "");
  }

  private String required(String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("The environment lacks " + name);
    }
    return value;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
