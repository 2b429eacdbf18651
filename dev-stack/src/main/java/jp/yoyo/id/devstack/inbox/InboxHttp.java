package jp.yoyo.id.devstack.inbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page of the inbox and its JSON interface.
 *
 * <pre>
 * GET    /api/messages?to=&amp;subject=&amp;search=&amp;first=&amp;max=   newest first: {"total": n, "messages": [...]};
 *                                      with summary=true without the bodies
 * GET    /api/messages/{id}
 * GET    /api/messages/{id}/html       the HTML part, locked in
 * GET    /api/messages/{id}/source     the message as it came
 * DELETE /api/messages
 * </pre>
 */
final class InboxHttp implements AutoCloseable {

  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 500;
  private static final Pattern MESSAGE =
      Pattern.compile("/api/messages/(\\d{1,19})(/html|/source)?");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, String> FILES =
      Map.of(
          "/", "index.html",
          "/inbox.css", "inbox.css",
          "/inbox.js", "inbox.js");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8");

  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
          + "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /**
   * A mail may look as it likes; it may not run anything, load anything, or reach the page around
   * it.
   */
  private static final String MAIL_POLICY =
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
          + "style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'";

  private final Inbox inbox;
  private final MailStore store;
  private final HttpServer server;
  private final ExecutorService requests =
      Executors.newFixedThreadPool(
          4,
          task -> {
            Thread thread = new Thread(task, "inbox-http");
            thread.setDaemon(true);
            return thread;
          });

  InboxHttp(Inbox inbox, MailStore store, int port) throws IOException {
    this.inbox = inbox;
    this.store = store;
    server = HttpServer.create(new InetSocketAddress(Inbox.address(), port), 0);
    server.setExecutor(requests);
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    requests.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isMeantForUs(exchange.getRequestHeaders())) {
        answer(exchange, 403, "text/plain; charset=utf-8", bytes("This address is not mine.\n"));
        return;
      }
      try {
        route(exchange);
      } catch (IllegalArgumentException e) {
        error(exchange, 400, String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * A page on the internet can point a name of its own at 127.0.0.1 and then read us as its own
   * origin (DNS rebinding). It cannot forge these headers.
   */
  private boolean isMeantForUs(Headers headers) {
    Set<String> authorities =
        Set.of("localhost:" + port(), "127.0.0.1:" + port(), "[::1]:" + port());
    String host = headers.getFirst("Host");
    String origin = headers.getFirst("Origin");
    return host != null
        && authorities.contains(host.toLowerCase(Locale.ROOT))
        && (origin == null || authorities.stream().anyMatch(own -> origin.equals("http://" + own)));
  }

  private void route(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    Matcher message = MESSAGE.matcher(path);
    if (path.equals("/api/messages") && method.equals("DELETE")) {
      inbox.clear();
      answer(exchange, 204, "", new byte[0]);
    } else if (!method.equals("GET") && !method.equals("HEAD")) {
      error(exchange, 405, "GET, or DELETE /api/messages");
    } else if (path.equals("/api/messages")) {
      json(exchange, list(parameters(exchange)));
    } else if (message.matches()) {
      show(exchange, message.group(1), Optional.ofNullable(message.group(2)).orElse(""));
    } else if (FILES.containsKey(path)) {
      file(exchange, FILES.getOrDefault(path, ""));
    } else {
      error(exchange, 404, "Nothing here. Try / or /api/messages");
    }
  }

  private Map<String, Object> list(Map<String, String> parameters) {
    int first = number(parameters, "first", 0, Integer.MAX_VALUE);
    int max = number(parameters, "max", USUAL_PAGE, LARGEST_PAGE);
    Predicate<MailStore.Entry> condition =
        contains(parameters.get("to"), entry -> String.join(" ", entry.to()))
            .and(contains(parameters.get("subject"), MailStore.Entry::subject))
            .and(
                contains(
                    parameters.get("search"),
                    entry -> String.join(" ", entry.to()) + " " + entry.subject()));
    boolean summary = Boolean.parseBoolean(parameters.get("summary"));
    List<MailStore.Entry> found = store.entries(condition).toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("total", found.size());
    answer.put(
        "messages",
        found.stream()
            .skip(first)
            .limit(max)
            .flatMap(entry -> (summary ? Optional.of(view(entry)) : whole(entry)).stream())
            .toList());
    return answer;
  }

  private static Predicate<MailStore.Entry> contains(
      @org.jspecify.annotations.Nullable String wanted,
      java.util.function.Function<MailStore.Entry, String> field) {
    if (wanted == null || wanted.isBlank()) {
      return entry -> true;
    }
    String part = wanted.strip().toLowerCase(Locale.ROOT);
    return entry -> field.apply(entry).toLowerCase(Locale.ROOT).contains(part);
  }

  private static int number(
      Map<String, String> parameters, String name, int otherwise, int largest) {
    String value = parameters.get(name);
    if (value == null || value.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= 0) {
        return Math.min(number, largest);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(name + ": a number from 0 to " + largest);
  }

  private Optional<Map<String, Object>> whole(MailStore.Entry entry) {
    return store.read(entry.id()).map(mail -> view(entry, mail));
  }

  private static Map<String, Object> view(MailStore.Entry entry) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", entry.id());
    view.put("from", entry.from());
    view.put("to", entry.to());
    view.put("subject", entry.subject());
    view.put("date", entry.date().toString());
    view.put("receivedAt", entry.receivedAt().toString());
    return view;
  }

  private static Map<String, Object> view(MailStore.Entry entry, ReceivedMail mail) {
    Map<String, Object> view = view(entry);
    view.put("text", mail.text());
    view.put("html", mail.html());
    return view;
  }

  private void show(HttpExchange exchange, String id, String part) throws IOException {
    Optional<MailStore.Entry> entry = store.entry(id);
    Optional<ReceivedMail> found = store.read(id);
    if (entry.isEmpty() || found.isEmpty()) {
      error(exchange, 404, "No such message");
      return;
    }
    ReceivedMail mail = found.get();
    switch (part) {
      case "/html" -> {
        exchange.getResponseHeaders().set("Content-Security-Policy", MAIL_POLICY);
        answer(exchange, 200, TYPES.getOrDefault("html", ""), bytes(inNewTabs(mail.html())));
      }
      case "/source" -> answer(exchange, 200, "text/plain; charset=utf-8", bytes(mail.source()));
      default -> json(exchange, view(entry.get(), mail));
    }
  }

  /** A link in a mail opens a new tab: inside the frame it would be locked in with the mail. */
  private static String inNewTabs(String html) {
    String base = "<base target=\"_blank\">";
    Matcher head = Pattern.compile("<head[^>]*>", Pattern.CASE_INSENSITIVE).matcher(html);
    return head.find()
        ? html.substring(0, head.end()) + base + html.substring(head.end())
        : base + html;
  }

  private static void file(HttpExchange exchange, String name) throws IOException {
    try (InputStream content = InboxHttp.class.getResourceAsStream(name)) {
      if (content == null) {
        throw new IOException("Not packaged: " + name);
      }
      String ending = name.substring(name.lastIndexOf('.') + 1);
      answer(exchange, 200, TYPES.getOrDefault(ending, ""), content.readAllBytes());
    }
  }

  private static void json(HttpExchange exchange, Object content) throws IOException {
    answer(exchange, 200, "application/json", JSON.writeValueAsBytes(content));
  }

  private static void error(HttpExchange exchange, int status, String text) throws IOException {
    answer(exchange, status, "application/json", JSON.writeValueAsBytes(Map.of("error", text)));
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] content)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    if (!headers.containsKey("Content-Security-Policy")) {
      headers.set("Content-Security-Policy", PAGE_POLICY);
    }
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    if (!type.isEmpty()) {
      headers.set("Content-Type", type);
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || content.length == 0 ? -1 : content.length);
    if (!head && content.length > 0) {
      exchange.getResponseBody().write(content);
    }
  }

  private static Map<String, String> parameters(HttpExchange exchange) {
    Map<String, String> parameters = new HashMap<>();
    String query = exchange.getRequestURI().getRawQuery();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
