package jp.yoyo.id.devstack.login;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * As much of a browser as a login needs: cookies, and redirects one by one. The JDK's cookie store
 * is of no use here: it keeps cookies with the attribute Secure from plain HTTP, which browsers
 * send to localhost.
 */
final class WebBrowser {

  /** To stop at no address. */
  static final URI NOWHERE = URI.create("about:blank");

  private static final int MOST_REDIRECTS = 20;

  private final HttpClient http;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  WebBrowser(HttpClient http) {
    this.http = http;
  }

  /**
   * Goes to an address and follows redirects.
   *
   * @param until an address at which to stop without calling it
   */
  Page get(URI address, URI until) {
    return follow(request(address).GET().build(), until);
  }

  /** Sends a form and follows redirects. */
  Page post(URI address, Map<String, String> fields, URI until) {
    return follow(
        request(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(fields)))
            .build(),
        until);
  }

  /** Sends a form that has a file in it, and follows redirects. */
  Page post(URI address, Map<String, String> fields, String field, Upload file) {
    String boundary = "form-" + UUID.randomUUID();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    fields.forEach(
        (name, value) ->
            body.writeBytes(part(boundary, "name=\"" + name + "\"\r\n\r\n" + value + "\r\n")));
    body.writeBytes(
        part(
            boundary,
            "name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n%s\r\n"
                .formatted(field, file.name(), file.contentType(), file.content())));
    body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return follow(
        request(address)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build(),
        NOWHERE);
  }

  private static byte[] part(String boundary, String rest) {
    return ("--" + boundary + "\r\nContent-Disposition: form-data; " + rest)
        .getBytes(StandardCharsets.UTF_8);
  }

  static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Page follow(HttpRequest first, URI until) {
    HttpRequest request = first;
    for (int count = 0; count < MOST_REDIRECTS; count++) {
      HttpResponse<String> response = send(request);
      if (response.statusCode() / 100 != 3) {
        return new Page(response.uri(), response.statusCode(), response.body());
      }
      URI next = request.uri().resolve(response.headers().firstValue("Location").orElse(""));
      if (next.toString().startsWith(until.toString())) {
        return new Page(next, response.statusCode(), "");
      }
      request = request(next).GET().build();
    }
    throw new IllegalStateException("Redirected in a circle at " + request.uri().getPath());
  }

  private HttpRequest.Builder request(URI address) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(60))
            .header("Accept", "text/html")
            .header("Accept-Language", "ja");
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      HttpResponse<String> response =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted during a login", e);
    }
  }

  private void keep(String header) {
    String[] parts = header.split(";", -1);
    int equals = parts[0].indexOf('=');
    if (equals < 0) {
      return;
    }
    String name = parts[0].substring(0, equals).strip();
    String value = parts[0].substring(equals + 1).strip();
    boolean deleted = value.isEmpty();
    for (String part : parts) {
      deleted |= part.strip().equalsIgnoreCase("Max-Age=0");
    }
    if (deleted) {
      cookies.remove(name);
    } else {
      cookies.put(name, value);
    }
  }
}
