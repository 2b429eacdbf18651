package jp.yoyo.id.app.api;

import java.util.ArrayList;
import java.util.List;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Ends a call with a problem. */
public final class ApiProblemException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient ApiProblem problem;

  public ApiProblemException(ApiProblem problem) {
    // Nothing of what was sent: this may reach a log.
    super(problem.type().code());
    this.problem = problem;
  }

  /** The fields are wrong that are in the errors of a form. */
  public static ApiProblemException invalid(Errors errors) {
    List<ApiProblem.FieldError> all = new ArrayList<>();
    for (ObjectError error : errors.getAllErrors()) {
      all.add(
          new ApiProblem.FieldError(
              error instanceof FieldError field ? field.getField() : "", error));
    }
    return new ApiProblemException(ApiProblem.of(ApiProblem.Type.INVALID, all));
  }

  /** One field is wrong. */
  public static ApiProblemException invalid(String field, String key, Object... arguments) {
    return new ApiProblemException(
        ApiProblem.of(
            ApiProblem.Type.INVALID, List.of(ApiProblem.FieldError.of(field, key, arguments))));
  }

  ApiProblem problem() {
    return problem;
  }
}
