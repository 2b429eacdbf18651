package jp.yoyo.id.realmconfig;

/** The realm cannot be brought to its described state; the message says where and what to do. */
public final class RealmConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RealmConfigException(String message) {
    super(message);
  }

  RealmConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
