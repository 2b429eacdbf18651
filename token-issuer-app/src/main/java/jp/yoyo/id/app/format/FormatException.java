package jp.yoyo.id.app.format;

import java.util.List;

/**
 * What somebody typed is not a value of the kind that was asked for.
 *
 * <p>Carries a key of {@code messages/formats_*.properties} and its arguments, no text: a page and
 * the report on a file say it in the reader's language. The typed text is never among the
 * arguments, at most one character of it, so that an account number does not reach a log this way.
 */
public final class FormatException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String key;
  private final transient List<Object> arguments;

  public FormatException(String key, Object... arguments) {
    super(key);
    this.key = key;
    this.arguments = List.of(arguments);
  }

  public String key() {
    return key;
  }

  public List<Object> arguments() {
    return arguments;
  }
}
