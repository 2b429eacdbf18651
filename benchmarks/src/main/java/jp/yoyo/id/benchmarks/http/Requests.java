package jp.yoyo.id.benchmarks.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Requests as they go over the wire. */
public final class Requests {

  private Requests() {}

  /** A GET with a bearer token. */
  public static byte[] get(URI server, String path, String accessToken) {
    return (head("GET", server, path)
            + "Accept: application/json\r\nAuthorization: Bearer "
            + accessToken
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A GET as of a browser. */
  public static byte[] page(URI server, String path, String cookies) {
    return (head("GET", server, path) + "Accept: text/html\r\n" + cookieHeader(cookies) + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A POST of a form as of a browser. */
  public static byte[] post(URI server, String path, String cookies, Map<String, String> fields) {
    String form = form(fields);
    return (head("POST", server, path)
            + "Accept: text/html, application/json\r\n"
            + cookieHeader(cookies)
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + form.length()
            + "\r\n\r\n"
            + form)
        .getBytes(StandardCharsets.US_ASCII);
  }

  public static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String head(String method, URI server, String path) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: "
        + server.getHost()
        + ":"
        + server.getPort()
        + "\r\n";
  }

  private static String cookieHeader(String cookies) {
    return cookies.isEmpty() ? "" : "Cookie: " + cookies + "\r\n";
  }
}
