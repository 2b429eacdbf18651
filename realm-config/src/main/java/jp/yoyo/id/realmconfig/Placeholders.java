package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code ${NAME}} from the environment. Only names in capitals are ours: {@code
 * ${profile.attributes.email}}, {@code ${vault.x}} and the like are Keycloak's and stay as they
 * are. Filled-in values are not looked at again.
 */
final class Placeholders {
  private static final Pattern OURS = Pattern.compile("\\$\\{([A-Z][^}]*)(}?)");
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*");

  private final SortedMap<String, EnvironmentValue> declared;
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> secrets = new TreeSet<>();

  Placeholders(SortedMap<String, EnvironmentValue> declared, Map<String, String> environment) {
    this.declared = declared;
    this.environment = environment;
  }

  /** One line for each placeholder that could not be filled, beginning with its place. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Every secret that was filled in, so that nothing prints it. */
  Set<String> secrets() {
    return Set.copyOf(secrets);
  }

  JsonNode fill(String place, JsonNode node) {
    return fill(place, "", node);
  }

  private JsonNode fill(String file, String field, JsonNode node) {
    if (node.isObject()) {
      ObjectNode filled = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        String inner = field.isEmpty() ? entry.getKey() : field + "." + entry.getKey();
        filled.set(entry.getKey(), fill(file, inner, entry.getValue()));
      }
      return filled;
    }
    if (node.isArray()) {
      ArrayNode filled = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < node.size(); i++) {
        filled.add(fill(file, field + "[" + i + "]", node.get(i)));
      }
      return filled;
    }
    return node.isTextual() ? TextNode.valueOf(fillText(file, field, node.textValue())) : node;
  }

  private String fillText(String file, String field, String text) {
    Matcher matcher = OURS.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      matcher.appendReplacement(
          filled,
          Matcher.quoteReplacement(value(file + ": " + field, name, !matcher.group(2).isEmpty())));
    }
    matcher.appendTail(filled);
    return filled.toString();
  }

  private String value(String place, String name, boolean closed) {
    EnvironmentValue declaration = declared.get(name);
    if (!closed || !NAME.matcher(name).matches() || declaration == null) {
      problems.add(
          place
              + ": unknown placeholder ${"
              + name
              + (closed ? "}" : "")
              + "; "
              + RealmDescription.ENVIRONMENT
              + " lists the known ones");
      return "";
    }
    Optional<String> value = declaration.in(environment);
    if (value.isEmpty()) {
      problems.add(place + ": the environment value " + name + " is missing");
      return "";
    }
    declaration.complaintAbout(value.get()).ifPresent(c -> problems.add(place + ": " + c));
    if (declaration.isSecret() && !value.get().isEmpty()) {
      secrets.add(value.get());
    }
    return value.get();
  }
}
