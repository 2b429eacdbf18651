package jp.yoyo.id.devstack;

import org.jspecify.annotations.Nullable;

/**
 * The stack cannot start, or cannot go on. The message is for the person at the console: what
 * happened, what to do.
 */
public final class StartFailedException extends RuntimeException {

  public StartFailedException(String message) {
    super(message);
  }

  public StartFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
