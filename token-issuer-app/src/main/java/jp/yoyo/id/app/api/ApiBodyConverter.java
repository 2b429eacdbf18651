package jp.yoyo.id.app.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import jp.yoyo.id.app.api.ApiProblem.FieldError;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads {@link ApiBody}: no unknown field, no duplicate, no null, no conversion between types, no
 * control characters, bounded in size and depth. What is refused is never repeated.
 */
@Component
final class ApiBodyConverter extends AbstractHttpMessageConverter<ApiBody> {

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
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  ApiBodyConverter() {
    // No converter with looser rules comes to read one.
    super(MediaType.APPLICATION_JSON, new MediaType("application", "*+json"));
  }

  @Override
  protected boolean supports(Class<?> type) {
    return ApiBody.class.isAssignableFrom(type);
  }

  @Override
  protected boolean canWrite(@org.jspecify.annotations.Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected ApiBody readInternal(Class<? extends ApiBody> type, HttpInputMessage input)
      throws IOException {
    byte[] bytes = input.getBody().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new ApiProblemException(ApiProblem.of(ApiProblem.Type.TOO_LARGE));
    }
    return parse(bytes, type);
  }

  static <T extends ApiBody> T parse(byte[] bytes, Class<T> type) {
    JsonNode tree = tree(bytes);
    List<FieldError> wrong = new ArrayList<>();
    collectWrong("", tree, wrong);
    if (!wrong.isEmpty()) {
      throw new ApiProblemException(ApiProblem.of(ApiProblem.Type.INVALID, wrong));
    }
    try {
      return JSON.treeToValue(tree, type);
    } catch (UnrecognizedPropertyException e) {
      throw ApiProblemException.invalid(pathOf(e), "api.field.unknown");
    } catch (JacksonException e) {
      String path = pathOf(e);
      throw path.isEmpty() ? malformed() : ApiProblemException.invalid(path, "api.field.invalid");
    }
  }

  private static JsonNode tree(byte[] bytes) {
    JsonNode tree;
    try {
      tree = JSON.readTree(bytes);
    } catch (JacksonException e) {
      // Not its message: that quotes the input.
      throw malformed();
    }
    if (tree == null || !tree.isObject()) {
      throw malformed();
    }
    return tree;
  }

  private static ApiProblemException malformed() {
    return new ApiProblemException(ApiProblem.of(ApiProblem.Type.MALFORMED));
  }

  private static void collectWrong(String path, JsonNode node, List<FieldError> wrong) {
    if (node.isNull()) {
      wrong.add(FieldError.of(path, "api.field.null"));
    }
    if (node.isString() && !isText(node.stringValue())) {
      wrong.add(FieldError.of(path, "api.field.invalid"));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      collectWrong(
          path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), wrong);
    }
    if (node.isArray()) {
      node.forEach(item -> collectWrong(path, item, wrong));
    }
  }

  /** All texts here are single lines, but for comments: no control characters but line breaks. */
  private static boolean isText(String value) {
    return value
        .codePoints()
        .noneMatch(
            c ->
                (Character.isISOControl(c) && c != '\n' && c != '\r')
                    || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  private static String pathOf(JacksonException e) {
    return e.getPath().stream()
        .map(JacksonException.Reference::getPropertyName)
        .filter(Objects::nonNull)
        .collect(Collectors.joining("."));
  }

  @Override
  protected void writeInternal(ApiBody body, HttpOutputMessage output) {
    throw new HttpMessageNotWritableException("Bodies of calls are read only");
  }
}
