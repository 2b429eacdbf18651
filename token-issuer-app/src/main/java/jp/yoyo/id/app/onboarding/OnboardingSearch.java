package jp.yoyo.id.app.onboarding;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to look for among the facilities of an office. Anything that is no value of its kind looks
 * for all.
 *
 * @param missing those that have not done this step
 * @param prefecture of this one, or ""; counts for the central office
 * @param municipality of this one by its code, or ""; counts for offices of several
 * @param text part of the name or kana, or the first digits of a code; or ""
 * @param descending by kana, the last ones first
 * @param after key of the last one of the page before
 */
record OnboardingSearch(
    Optional<OnboardingStep> missing,
    String prefecture,
    String municipality,
    String text,
    boolean descending,
    @Nullable UUID after) {

  static final OnboardingSearch ALL = missing(Optional.empty());

  private static final int LONGEST_TEXT = 100;
  private static final String BY_KANA = "kana";

  static OnboardingSearch missing(Optional<OnboardingStep> step) {
    return new OnboardingSearch(step, "", "", "", false, null);
  }

  static OnboardingSearch of(
      @Nullable String step,
      @Nullable String prefecture,
      @Nullable String municipality,
      @Nullable String text,
      @Nullable String sort,
      @Nullable UUID after) {
    String typed = text == null ? "" : text.replace("\0", "").strip();
    return new OnboardingSearch(
        OnboardingStep.named(step),
        prefecture != null && prefecture.matches("[0-9]{2}") ? prefecture : "",
        municipality != null && municipality.matches("[0-9]{6}") ? municipality : "",
        typed.length() <= LONGEST_TEXT ? typed : typed.substring(0, LONGEST_TEXT),
        ("-" + BY_KANA).equals(sort),
        after);
  }

  OnboardingSearch after(@Nullable UUID last) {
    return new OnboardingSearch(missing, prefecture, municipality, text, descending, last);
  }

  /** As it stands in the address. */
  Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("text", text);
    query.put("step", missing.map(OnboardingStep::code).orElse(""));
    query.put("prefecture", prefecture);
    query.put("municipality", municipality);
    query.put("sort", (descending ? "-" : "") + BY_KANA);
    return query;
  }
}
