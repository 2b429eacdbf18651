package jp.yoyo.id.organizationadmin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.ErrorResponseException;

/**
 * Reads request bodies strictly: a closed list of fields, no duplicates, no null (leave a field out
 * to leave it as it is, send "" to clear it), no conversion between types, no control characters,
 * bounded in size and depth.
 */
public final class JsonBody {

  /** The largest body that is read, in bytes. */
  static final int MOST_BYTES = 64 * 1024;

  private static final int DEEPEST = 8;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private final KeycloakSession session;

  /** For bodies of the session's request. */
  public JsonBody(KeycloakSession session) {
    this.session = session;
  }

  /** What is wrong with a field: where it stands and the bundle's message. */
  record Wrong(String field, String key) {}

  /** Says why a body is refused, in terms that hold nothing of its values. */
  static final class Refused extends Exception {

    private final Problem problem;
    private final String detail;
    private final List<Wrong> fields;

    private Refused(Problem problem, String detail, List<Wrong> fields) {
      super(problem + ": " + detail + fields);
      this.problem = problem;
      this.detail = detail;
      this.fields = fields;
    }

    static Refused malformed(String expected) {
      return new Refused(Problem.MALFORMED, expected, List.of());
    }

    static Refused tooLarge() {
      return new Refused(Problem.TOO_LARGE, String.valueOf(MOST_BYTES), List.of());
    }

    static Refused fields(List<Wrong> fields) {
      return new Refused(Problem.INVALID, "", List.copyOf(fields));
    }

    Problem problem() {
      return problem;
    }

    List<Wrong> fields() {
      return fields;
    }
  }

  /**
   * Reads a body.
   *
   * @throws ErrorResponseException 400 or 413, saying what is wrong, never repeating the value
   */
  public <T> T read(InputStream body, Class<T> type) {
    try {
      return parse(body, type);
    } catch (Refused e) {
      throw e.fields().isEmpty()
          ? e.problem.in(session, e.detail)
          : e.problem.fields(
              session,
              e.fields().stream()
                  .map(wrong -> Problem.field(session, wrong.field(), wrong.key()))
                  .toList());
    }
  }

  static <T> T parse(InputStream body, Class<T> type) throws Refused {
    byte[] bytes;
    try {
      bytes = body.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw Refused.malformed("body");
    }
    if (bytes.length > MOST_BYTES) {
      throw Refused.tooLarge();
    }
    try {
      JsonNode tree = JSON.readTree(bytes);
      if (tree == null || !tree.isObject()) {
        throw Refused.malformed("JSON object expected");
      }
      List<Wrong> wrong = new ArrayList<>();
      collectWrong("", tree, wrong);
      if (!wrong.isEmpty()) {
        throw Refused.fields(wrong);
      }
      return JSON.treeToValue(tree, type);
    } catch (UnrecognizedPropertyException e) {
      throw Refused.fields(List.of(new Wrong(pathOf(e), "unknown")));
    } catch (JsonMappingException e) {
      String path = pathOf(e);
      throw path.isEmpty()
          ? Refused.malformed("JSON")
          : Refused.fields(List.of(new Wrong(path, "profile")));
    } catch (JsonProcessingException e) {
      // Not its message: that quotes the input.
      throw Refused.malformed("JSON");
    } catch (IOException e) {
      throw Refused.malformed("body");
    }
  }

  private static void collectWrong(String path, JsonNode node, List<Wrong> wrong) {
    if (node.isNull()) {
      wrong.add(new Wrong(path, "null"));
    }
    if (node.isTextual() && !isText(node.textValue())) {
      wrong.add(new Wrong(path, "profile"));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      collectWrong(
          path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), wrong);
    }
    if (node.isArray()) {
      node.forEach(item -> collectWrong(path, item, wrong));
    }
  }

  /**
   * All texts here are single lines: no control characters (which could forge lines of logs and
   * mails, and NUL the database refuses), no halves of characters.
   */
  private static boolean isText(String value) {
    return value
        .codePoints()
        .noneMatch(
            c ->
                Character.isISOControl(c)
                    || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  private static String pathOf(JsonMappingException e) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(name -> name != null)
        .collect(Collectors.joining("."));
  }
}
