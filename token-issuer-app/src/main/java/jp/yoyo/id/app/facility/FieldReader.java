package jp.yoyo.id.app.facility;

import java.util.Optional;
import java.util.function.Function;
import jp.yoyo.id.app.format.FormatException;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/**
 * Reads the fields of a form into values, and notes at each field what is wrong with it. Serves a
 * page and a row of a file alike.
 */
public final class FieldReader {

  private final Errors errors;

  public FieldReader(Errors errors) {
    this.errors = errors;
  }

  /** The value, or null with an error at the field. */
  public <T> @Nullable T required(String field, @Nullable String typed, Function<String, T> parse) {
    if (typed == null || typed.isBlank()) {
      errors.rejectValue(field, "facility.text.required");
      return null;
    }
    return read(field, typed, parse);
  }

  /** The value; empty where nothing was typed, or with an error at the field. */
  public <T> Optional<T> optional(String field, @Nullable String typed, Function<String, T> parse) {
    return typed == null || typed.isBlank()
        ? Optional.empty()
        : Optional.ofNullable(read(field, typed, parse));
  }

  private <T> @Nullable T read(String field, String typed, Function<String, T> parse) {
    try {
      return parse.apply(typed);
    } catch (FormatException e) {
      errors.rejectValue(field, e.key(), e.arguments().toArray(), null);
      return null;
    }
  }
}
