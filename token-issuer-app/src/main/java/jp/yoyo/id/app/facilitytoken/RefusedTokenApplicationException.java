package jp.yoyo.id.app.facilitytoken;

import java.util.List;

/** What was asked for cannot be done as it is; the message says why, to be shown at the form. */
public final class RefusedTokenApplicationException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String field;
  private final String key;
  private final transient List<Object> arguments;

  RefusedTokenApplicationException(String field, String key, Object... arguments) {
    super(key);
    this.field = field;
    this.key = key;
    this.arguments = List.of(arguments);
  }

  /** The field of the form, or "". */
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
