package jp.yoyo.id.devstack.login;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** A page as it came: where, with which status, and what a person would read and fill in. */
public record Page(URI address, int status, String html) {

  private Document document() {
    return Jsoup.parse(html, address.toString());
  }

  /**
   * The form that is posted to a path, with what its fields say.
   *
   * @throws UnexpectedPageException if the page has none
   */
  public Form formTo(String path) {
    return document().forms().stream()
        .filter(form -> isSentTo(form, path))
        .findFirst()
        .map(Page::filled)
        .orElseThrow(() -> insteadOf("a form to " + path));
  }

  private static Form filled(FormElement form) {
    Map<String, String> fields = new LinkedHashMap<>();
    form.formData().forEach(field -> fields.put(field.key(), field.value()));
    form.select("input[type=file], input[type=submit]")
        .forEach(field -> fields.remove(field.attr("name")));
    return new Form(URI.create(form.absUrl("action")), fields);
  }

  /** Whether there is a form that is posted to a path. */
  public boolean hasFormTo(String path) {
    return document().forms().stream().anyMatch(form -> isSentTo(form, path));
  }

  private static boolean isSentTo(Element form, String path) {
    return form.attr("method").equalsIgnoreCase("post")
        && path.equals(URI.create(form.absUrl("action")).getPath());
  }

  /** Where the first link goes whose path matches; a path itself. */
  public Optional<String> link(String pathPattern) {
    return document().select("a[href]").stream()
        .map(link -> link.attr("href").replaceFirst("[?#].*", ""))
        .filter(path -> path.matches(pathPattern))
        .findFirst();
  }

  /** What the values of a drop-down are, without the empty one. */
  public List<String> options(String field) {
    return document().select("select[name=" + field + "] option").stream()
        .map(option -> option.attr("value"))
        .filter(value -> !value.isEmpty())
        .toList();
  }

  /** What is written in the first part of the page that a CSS selector finds; empty if none. */
  public String textOf(String selector) {
    Element found = document().selectFirst(selector);
    return found == null ? "" : found.text();
  }

  /** What a person reads on it. */
  public String text() {
    return document().body().text();
  }

  /** The form that has a field with this name. */
  Optional<Form> formWith(String field) {
    return document().forms().stream()
        .filter(form -> form.selectFirst("[name=" + field + "]") != null)
        .findFirst()
        .map(Page::read);
  }

  private static Form read(FormElement form) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Element field : form.select("input[name], button[name]")) {
      String type = field.attr("type");
      if (type.equals("hidden") || type.equals("submit")) {
        fields.put(field.attr("name"), field.attr("value"));
      }
    }
    return new Form(URI.create(form.absUrl("action")), fields);
  }

  public String title() {
    Document document = document();
    Element heading = document.selectFirst("#kc-page-title, h1");
    String text = heading == null ? "" : heading.text();
    return text.isEmpty() ? document.title() : text;
  }

  /** What the page complains about; empty where it does not. */
  public String error() {
    return document()
        .select(
            "[id^=input-error], #kc-error-message, #error-summary, .kc-feedback-text, .alert-error, .pf-m-danger"
                + " .pf-v5-c-alert__title, .pf-m-error .pf-v5-c-helper-text__item-text")
        .stream()
        .map(Element::text)
        .filter(text -> !text.isBlank())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /** A parameter of the address, as in the answer of an authorization request. */
  Optional<String> parameter(String name) {
    String query = address.getRawQuery();
    if (query == null) {
      return Optional.empty();
    }
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return Optional.of(
            java.net.URLDecoder.decode(
                pair.substring(name.length() + 1), java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  /** What to throw where this page is not the one that should have come. */
  public UnexpectedPageException insteadOf(String expected) {
    return new UnexpectedPageException(expected, address, status, title(), error(), html);
  }

  /**
   * A form, ready to be filled in.
   *
   * @param action where it goes
   * @param fields what is in it already
   */
  public record Form(URI action, Map<String, String> fields) {

    public Form with(String name, String value) {
      Map<String, String> filled = new LinkedHashMap<>(fields);
      filled.put(name, value);
      return new Form(action, filled);
    }
  }
}
