package jp.yoyo.id.app.bankaccount;

import java.util.List;

/** A rule stands against the command; the form says which one. Nothing was changed. */
public final class RefusedApplicationException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String field;
  private final String key;
  private final transient List<Object> arguments;

  /**
   * A command that is refused.
   *
   * @param field of the form; "" if it is about no single one
   * @param key message
   */
  RefusedApplicationException(String field, String key, Object... arguments) {
    super(key);
    this.field = field;
    this.key = key;
    this.arguments = List.of(arguments);
  }

  public String field() {
    return field;
  }

  public String key() {
    return key;
  }

  public List<Object> arguments() {
    return arguments;
  }
}
