package jp.yoyo.id.app.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Says what a test expects of a value that is refused. */
public final class FormatExceptions {

  private FormatExceptions() {}

  /** Fails unless the call is refused with this key. */
  public static FormatException assertRefused(String key, ThrowingCallable call) {
    FormatException refused = catchThrowableOfType(FormatException.class, call);
    assertThat(refused).as("refused with " + key).isNotNull();
    assertThat(refused.key()).isEqualTo(key);
    return refused;
  }
}
