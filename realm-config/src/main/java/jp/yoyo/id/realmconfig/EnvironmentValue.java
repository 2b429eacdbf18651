package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value that comes from the environment, as {@code environment.json} declares it. */
final class EnvironmentValue {
  private static final Pattern EMAIL = Pattern.compile("[^@\\s<>\"]+@[^@\\s<>\"]+");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]+");
  private static final int MINIMUM_SECRET_LENGTH = 32;

  private enum Kind {
    URL,
    HOST,
    PORT,
    EMAIL,
    TEXT,
    BOOLEAN,
    CHOICE,
    SECRET,
    CLIENT_SECRET;

    static Kind of(String name, String text) {
      try {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
      } catch (IllegalArgumentException e) {
        throw new RealmConfigException(
            RealmDescription.ENVIRONMENT + ": " + name + ": unknown kind '" + text + "'", e);
      }
    }
  }

  private final String name;
  private final Kind kind;
  private final @Nullable String defaultValue;
  private final List<String> choices;

  private EnvironmentValue(
      String name, Kind kind, @Nullable String defaultValue, List<String> choices) {
    this.name = name;
    this.kind = kind;
    this.defaultValue = defaultValue;
    this.choices = choices;
  }

  static SortedMap<String, EnvironmentValue> declaredIn(JsonNode declarations) {
    SortedMap<String, EnvironmentValue> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : declarations.properties()) {
      String name = entry.getKey();
      JsonNode declaration = entry.getValue();
      JsonNode given = declaration.get("default");
      List<String> choices = new ArrayList<>();
      declaration.path("choices").forEach(choice -> choices.add(choice.asText()));
      values.put(
          name,
          new EnvironmentValue(
              name,
              Kind.of(name, declaration.path("kind").asText()),
              given == null ? null : given.asText(),
              List.copyOf(choices)));
    }
    return values;
  }

  boolean isSecret() {
    return kind == Kind.SECRET || kind == Kind.CLIENT_SECRET;
  }

  /** The value to use; empty when it is required and missing. An empty value counts as missing. */
  Optional<String> in(Map<String, String> environment) {
    String given = environment.get(name);
    if (given == null || given.isEmpty()) {
      return Optional.ofNullable(defaultValue);
    }
    return Optional.of(given);
  }

  /** What is wrong with a value; never repeats a secret. */
  Optional<String> complaintAbout(String value) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      return Optional.of(name + " holds a control character");
    }
    return switch (kind) {
      case URL -> url(value);
      case HOST -> matches(HOST, value, "a host name");
      case PORT -> port(value);
      case EMAIL -> matches(EMAIL, value, "a mail address");
      case BOOLEAN -> bool(value);
      case CHOICE -> choice(value);
      case CLIENT_SECRET ->
          value.length() < MINIMUM_SECRET_LENGTH
              ? Optional.of(name + " must have at least " + MINIMUM_SECRET_LENGTH + " characters")
              : Optional.empty();
      case TEXT, SECRET -> Optional.empty();
    };
  }

  private Optional<String> bool(String value) {
    return value.equals("true") || value.equals("false")
        ? Optional.empty()
        : Optional.of(name + " must be true or false, not '" + value + "'");
  }

  private Optional<String> choice(String value) {
    return choices.contains(value)
        ? Optional.empty()
        : Optional.of(
            name + " must be one of " + String.join(", ", choices) + ", not '" + value + "'");
  }

  private Optional<String> port(String value) {
    try {
      int port = Integer.parseInt(value);
      if (port > 0 && port < 65536) {
        return Optional.empty();
      }
    } catch (NumberFormatException e) {
      // answered below
    }
    return Optional.of(name + " must be a port, 1 to 65535, not '" + value + "'");
  }

  private Optional<String> url(String value) {
    try {
      URI uri = URI.create(value);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null
          && !value.contains("*")
          && !value.endsWith("/")) {
        return Optional.empty();
      }
    } catch (IllegalArgumentException e) {
      // answered below
    }
    return Optional.of(
        name
            + " must be an address such as https://id.example.jp, without a slash at the end, not '"
            + value
            + "'");
  }

  private Optional<String> matches(Pattern pattern, String value, String what) {
    return pattern.matcher(value).matches()
        ? Optional.empty()
        : Optional.of(name + " must be " + what + ", not '" + value + "'");
  }
}
