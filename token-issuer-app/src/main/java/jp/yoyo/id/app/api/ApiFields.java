package jp.yoyo.id.app.api;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;

/** Reads fields of bodies and addresses into the forms and values that pages use, too. */
public final class ApiFields {

  private static final int LONGEST_SEARCH = 100;

  private ApiFields() {}

  /** Sets a field of a form if it was sent. */
  public static void set(@Nullable String sent, Consumer<String> field) {
    if (sent != null) {
      field.accept(sent);
    }
  }

  /** The errors of a form. */
  public static BindingResult errors(Object form) {
    return new BeanPropertyBindingResult(form, "body");
  }

  /**
   * A field that has to be there.
   *
   * @throws ApiProblemException 400
   */
  public static <T> T required(String field, @Nullable T sent) {
    if (sent == null) {
      throw ApiProblemException.invalid(field, "api.field.required");
    }
    return sent;
  }

  /**
   * A filter of which only certain values exist. A wrong one is an error and does not silently find
   * everything.
   *
   * @throws ApiProblemException 400
   */
  public static <T> Optional<T> oneOf(
      String field, @Nullable String sent, Function<String, Optional<T>> values) {
    if (sent == null || sent.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value = values.apply(sent);
    if (value.isEmpty()) {
      throw ApiProblemException.invalid(field, "api.field.invalid");
    }
    return value;
  }

  /** A text to search for. */
  public static String search(String field, @Nullable String sent) {
    String text = sent == null ? "" : sent.strip();
    if (text.length() > LONGEST_SEARCH || text.indexOf('\0') >= 0) {
      throw ApiProblemException.invalid(field, "api.field.invalid");
    }
    return text;
  }
}
