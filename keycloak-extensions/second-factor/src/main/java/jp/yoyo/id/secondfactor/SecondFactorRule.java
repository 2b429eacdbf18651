package jp.yoyo.id.secondfactor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose members need a second factor: types of organisations, each with a role or all roles.
 *
 * <pre>{@code
 * SecondFactorRule.parse("central:*, *:organization-admin")
 * }</pre>
 */
final class SecondFactorRule {

  /** Where a realm says nothing: who administers an organisation, of whatever type. */
  static final String DEFAULT = "*:organization-admin";

  private static final String ANY = "*";

  private record Pair(String type, String role) {

    boolean matches(@Nullable String typeOfOrganization, Set<String> held) {
      return (type.equals(ANY) || type.equals(typeOfOrganization))
          && (role.equals(ANY) || held.contains(role));
    }
  }

  private final List<Pair> pairs;

  private SecondFactorRule(List<Pair> pairs) {
    this.pairs = List.copyOf(pairs);
  }

  /**
   * Reads pairs {@code type:role}, separated by commas, each part a name or {@code *} for any.
   *
   * @return empty if it is no such list
   */
  static Optional<SecondFactorRule> parse(String text) {
    List<Pair> pairs = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String[] names = part.strip().split(":", -1);
      if (names.length != 2 || names[0].isBlank() || names[1].isBlank()) {
        return Optional.empty();
      }
      pairs.add(new Pair(names[0].strip(), names[1].strip()));
    }
    return Optional.of(new SecondFactorRule(pairs));
  }

  /** Everybody who belongs to an organisation: for a rule that nobody can read. */
  static SecondFactorRule everybody() {
    return new SecondFactorRule(List.of(new Pair(ANY, ANY)));
  }

  /** Whether somebody with these roles in an organisation of this type needs a second factor. */
  boolean covers(@Nullable String type, Set<String> roles) {
    return pairs.stream().anyMatch(pair -> pair.matches(type, roles));
  }
}
