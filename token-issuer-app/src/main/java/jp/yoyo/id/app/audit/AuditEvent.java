package jp.yoyo.id.app.audit;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody changed. Never a secret in it, never a full account number ({@link
 * #masked}).
 *
 * @param action {@code facility.update}; the message {@code audit.action.facility.update} says it
 *     to people
 * @param objectType {@code facility}
 * @param objectId id of the object within its type
 * @param facilityAlias the facility that it concerns: its own people may see it
 * @param changes the fields that are different now
 * @param details anything else to know, by name
 */
public record AuditEvent(
    String action,
    String objectType,
    String objectId,
    @Nullable String facilityAlias,
    List<Change> changes,
    Map<String, String> details) {

  public AuditEvent {
    changes = List.copyOf(changes);
    details = Map.copyOf(details);
  }

  /**
   * One field that is different now.
   *
   * @param field name; the message {@code audit.field.<objectType>.<field>} says it to people
   * @param from null where there was nothing
   * @param to null where there is nothing any more
   */
  public record Change(String field, @Nullable String from, @Nullable String to) {

    /** Whether anything is different. */
    public boolean isReal() {
      return !Objects.equals(from, to);
    }
  }

  /** The last three characters, enough to recognise a number that one knows: {@code ****567}. */
  public static String masked(String number) {
    return "****" + number.substring(Math.max(0, number.length() - 3));
  }
}
