package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A field that is not as described. Fields that the description does not name do not count: they
 * belong to the server or to its operator.
 */
record Difference(String field, JsonNode from, JsonNode to) {

  static List<Difference> between(JsonNode described, JsonNode actual) {
    List<Difference> differences = new ArrayList<>();
    collect("", described, actual, differences);
    return differences;
  }

  private static void collect(
      String field, JsonNode described, JsonNode actual, List<Difference> differences) {
    if (described.isObject() && !described.isEmpty()) {
      for (Map.Entry<String, JsonNode> entry : described.properties()) {
        String inner = field.isEmpty() ? entry.getKey() : field + "." + entry.getKey();
        collect(inner, entry.getValue(), actual.path(entry.getKey()), differences);
      }
    } else if (!same(described, actual)) {
      differences.add(new Difference(field, actual, described));
    }
  }

  /**
   * Keycloak leaves out what is empty, writes numbers as texts in attributes and answers sets in
   * any order: none of that is a difference.
   */
  static boolean same(JsonNode described, JsonNode actual) {
    if (isEmpty(described) || isEmpty(actual)) {
      return isEmpty(described) == isEmpty(actual);
    }
    if (described.isArray() && actual.isArray()) {
      boolean sets = isOfTexts(described) && isOfTexts(actual);
      return sets ? sorted(described).equals(sorted(actual)) : described.equals(actual);
    }
    if (described.isValueNode() && actual.isValueNode()) {
      return described.asText().equals(actual.asText());
    }
    return described.equals(actual);
  }

  /**
   * The server's state with the described fields laid over it, to be sent where Keycloak replaces a
   * whole object. An empty described value takes the field away.
   */
  static ObjectNode overlay(JsonNode actual, JsonNode described) {
    ObjectNode result = actual.isObject() ? ((ObjectNode) actual).deepCopy() : Json.object();
    for (Map.Entry<String, JsonNode> entry : described.properties()) {
      String name = entry.getKey();
      JsonNode value = entry.getValue();
      if (value.isObject()) {
        result.set(name, overlay(result.path(name), value));
      } else if (value.isTextual() && value.textValue().isEmpty()) {
        result.remove(name);
      } else {
        result.set(name, value);
      }
    }
    return result;
  }

  private static boolean isEmpty(JsonNode node) {
    return node.isMissingNode()
        || node.isNull()
        || (node.isTextual() && node.textValue().isEmpty())
        || (node.isContainerNode() && node.isEmpty());
  }

  private static boolean isOfTexts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).allMatch(JsonNode::isValueNode);
  }

  private static List<String> sorted(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).sorted().toList();
  }
}
