package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes down each change, and makes it unless it is only a plan that is wanted. */
final class Journal {
  private static final Set<String> SECRET_FIELDS = Set.of("secret", "password", "smtpPassword");
  private static final int MAXIMUM_TEXT = 300;

  private final List<Change> changes = new ArrayList<>();
  private final boolean planOnly;
  private final Set<String> secrets;

  Journal(boolean planOnly, Set<String> secrets) {
    this.planOnly = planOnly;
    this.secrets = secrets;
  }

  boolean planOnly() {
    return planOnly;
  }

  List<Change> changes() {
    return List.copyOf(changes);
  }

  void make(String place, String field, String from, String to, Runnable change) {
    changes.add(new Change(place, field, shown(field, from), shown(field, to)));
    carryOut(place, change);
  }

  /** Several fields that one call puts right; no difference, no call. */
  void make(String place, String prefix, List<Difference> differences, Runnable change) {
    if (differences.isEmpty()) {
      return;
    }
    for (Difference difference : differences) {
      String field = prefix + difference.field();
      changes.add(
          new Change(
              place,
              field,
              shown(field, text(difference.from())),
              shown(field, text(difference.to()))));
    }
    carryOut(place, change);
  }

  private void carryOut(String place, Runnable change) {
    if (planOnly) {
      return;
    }
    try {
      change.run();
    } catch (RealmConfigException e) {
      throw new RealmConfigException(place + ": " + masked(String.valueOf(e.getMessage())), e);
    }
  }

  private static String text(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return "(nothing)";
    }
    return node.isTextual() ? node.textValue() : Json.write(node);
  }

  private String shown(String field, String text) {
    if (SECRET_FIELDS.contains(field.substring(field.lastIndexOf('.') + 1))) {
      return "(secret)";
    }
    String masked = masked(text);
    return masked.length() > MAXIMUM_TEXT ? masked.substring(0, MAXIMUM_TEXT) + "…" : masked;
  }

  private String masked(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, "(secret)");
    }
    return masked;
  }
}
