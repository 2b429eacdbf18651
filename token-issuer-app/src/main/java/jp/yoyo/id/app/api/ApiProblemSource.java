package jp.yoyo.id.app.api;

import java.util.Optional;

/**
 * What a feature's own exceptions are to callers of the API. A bean of each feature that has any.
 */
@FunctionalInterface
public interface ApiProblemSource {

  /** Empty for an exception that is not the feature's. */
  Optional<ApiProblem> of(Exception exception);
}
