package jp.yoyo.id.app.onboarding;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The manual's eight steps, in its order. */
public enum OnboardingStep {
  ISSUED(""),
  LOGGED_IN(""),
  PASSWORD_CHANGED(""),
  USERS_REGISTERED("/account"),
  USERS_LOGGED_IN("/account"),
  BANK_ACCOUNT("/bank-account"),
  REPRESENTATIVE("/facility"),
  FACILITY_TOKEN("/facility-tokens");

  private final String path;

  OnboardingStep(String path) {
    this.path = path;
  }

  /** Where the facility does it; "" where it is somebody else's, or not to be done here. */
  public String path() {
    return path;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The column of the view. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All of them, in their order. */
  public static List<OnboardingStep> all() {
    return List.of(values());
  }

  /** The step of that name as it came in. */
  static Optional<OnboardingStep> named(@Nullable String typed) {
    return all().stream().filter(step -> step.code().equals(typed)).findFirst();
  }
}
