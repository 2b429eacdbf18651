package jp.yoyo.id.facility.client;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259), strictly. The JDK has no reader, and a library of somebody else's would
 * have to agree with the one that the clinic system brings; the answers that are read here are a
 * few texts and numbers. Refused: what the RFC does not allow, the same name twice, more than 32
 * levels.
 */
public final class Json {

  private static final int DEEPEST = 32;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** The text is no JSON object. It is not repeated: answers hold tokens. */
  public static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException(int position) {
      super("No JSON at character " + position);
    }
  }

  /** An object: texts, numbers as BigDecimal, booleans, lists, objects; null is left out. */
  public static Map<String, Object> object(String text) throws MalformedException {
    Json json = new Json(text);
    json.blanks();
    if (!(json.value(0) instanceof Map<?, ?> map)) {
      throw new MalformedException(0);
    }
    json.blanks();
    if (json.at != text.length()) {
      throw json.malformed();
    }
    Map<String, Object> named = new LinkedHashMap<>();
    map.forEach((name, value) -> named.put((String) name, value));
    return named;
  }

  /** The text under a name. */
  public static Optional<String> text(Map<String, Object> object, String name) {
    return object.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private @Nullable Object value(int depth) throws MalformedException {
    if (depth > DEEPEST) {
      throw malformed();
    }
    return switch (peek()) {
      case '{' -> members(depth);
      case '[' -> elements(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, Object> members(int depth) throws MalformedException {
    Map<String, Object> members = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    at++;
    blanks();
    if (peek() == '}') {
      at++;
      return members;
    }
    while (true) {
      String name = string();
      if (names.contains(name)) {
        throw malformed();
      }
      names.add(name);
      blanks();
      expect(':');
      blanks();
      Object value = value(depth + 1);
      if (value != null) {
        members.put(name, value);
      }
      if (!more('}')) {
        return members;
      }
    }
  }

  private List<Object> elements(int depth) throws MalformedException {
    List<Object> elements = new ArrayList<>();
    at++;
    blanks();
    if (peek() == ']') {
      at++;
      return elements;
    }
    while (true) {
      Object value = value(depth + 1);
      if (value != null) {
        elements.add(value);
      }
      if (!more(']')) {
        return elements;
      }
    }
  }

  private boolean more(char end) throws MalformedException {
    blanks();
    if (peek() == end) {
      at++;
      return false;
    }
    expect(',');
    blanks();
    return true;
  }

  private String string() throws MalformedException {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return string.toString();
      }
      if (c < ' ') {
        throw malformed();
      }
      string.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() throws MalformedException {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++) {
          char digit = next();
          int value = digit < 128 ? Character.digit(digit, 16) : -1;
          if (value < 0) {
            throw malformed();
          }
          code = 16 * code + value;
        }
        yield (char) code;
      }
      default -> throw malformed();
    };
  }

  private BigDecimal number() throws MalformedException {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      digits();
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    try {
      return new BigDecimal(text.substring(start, at));
    } catch (NumberFormatException e) {
      throw malformed();
    }
  }

  private void digits() throws MalformedException {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw malformed();
    }
  }

  private @Nullable Object word(String word, @Nullable Object value) throws MalformedException {
    if (!text.startsWith(word, at)) {
      throw malformed();
    }
    at += word.length();
    return value;
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws MalformedException {
    if (at >= text.length()) {
      throw malformed();
    }
    return text.charAt(at);
  }

  private char next() throws MalformedException {
    char c = peek();
    at++;
    return c;
  }

  private void expect(char c) throws MalformedException {
    if (next() != c) {
      throw malformed();
    }
  }

  private MalformedException malformed() {
    return new MalformedException(at);
  }
}
