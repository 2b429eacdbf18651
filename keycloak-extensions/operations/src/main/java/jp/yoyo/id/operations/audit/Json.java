package jp.yoyo.id.operations.audit;

import java.util.Locale;
import java.util.Map;

/** Writes JSON on one line, without a library: the verifier runs with the JDK alone. */
final class Json {

  private static final char FIRST_PRINTABLE = ' ';

  private Json() {}

  /** A text in quotation marks. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE || c == '\u007f' || c == '\u2028' || c == '\u2029') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else if (Character.isSurrogate(c) && !isPaired(text, i)) {
        out.append('\ufffd');
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static boolean isPaired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  /** {@code "a":"b","c":{…}}: the fields without the braces around them. */
  static String fields(Map<String, ?> fields) {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, ?> field : fields.entrySet()) {
      if (out.length() > 0) {
        out.append(',');
      }
      out.append(quoted(field.getKey())).append(':').append(value(field.getValue()));
    }
    return out.toString();
  }

  private static String value(Object value) {
    if (value instanceof Map<?, ?> nested) {
      StringBuilder out = new StringBuilder("{");
      nested.forEach(
          (key, inner) -> {
            if (out.length() > 1) {
              out.append(',');
            }
            out.append(quoted(String.valueOf(key))).append(':').append(value(inner));
          });
      return out.append('}').toString();
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    return quoted(value.toString());
  }
}
