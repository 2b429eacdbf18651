package jp.yoyo.id.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;

/**
 * Whom users ask, and when: an attribute of the realm, as JSON.
 *
 * @param email null if there is none
 */
record HelpDesk(Plan.Text name, String phone, @Nullable String email, OpeningHours hours) {

  /** The attribute of the realm. */
  static final String ATTRIBUTE = "operations.helpDesk";

  private static final Logger LOG = Logger.getLogger(HelpDesk.class);

  private static final JsonMapper JSON = new JsonMapper();

  private record Parsed(String text, @Nullable HelpDesk helpDesk) {}

  /** Parsed once for each text that a realm had. */
  private static final Map<String, Parsed> BY_REALM = new ConcurrentHashMap<>();

  /** The realm's help desk; empty if the attribute is missing or cannot be read. */
  static Optional<HelpDesk> of(RealmModel realm) {
    String text = realm.getAttribute(ATTRIBUTE);
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    Parsed parsed = BY_REALM.get(realm.getId());
    if (parsed == null || !parsed.text().equals(text)) {
      parsed = new Parsed(text, readable(realm, text));
      BY_REALM.put(realm.getId(), parsed);
    }
    return Optional.ofNullable(parsed.helpDesk());
  }

  private static @Nullable HelpDesk readable(RealmModel realm, String text) {
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      LOG.errorf("Realm %s: %s: %s", realm.getName(), ATTRIBUTE, e.getMessage());
      return null;
    }
  }

  /**
   * Reads the attribute.
   *
   * @throws IllegalArgumentException if it cannot be read; says where
   */
  static HelpDesk parse(String text) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
    String place = "";
    try {
      place = "name";
      Plan.Text name = new Plan.Text(required(root.at("/name/ja")), required(root.at("/name/en")));
      place = "phone";
      String phone = required(root.path("phone"));
      place = "email";
      String email = root.path("email").asText();
      place = "timeZone";
      ZoneId zone = ZoneId.of(root.path("timeZone").asText("Asia/Tokyo"));
      List<OpeningHours.Rule> rules = new ArrayList<>();
      for (JsonNode rule : root.path("hours")) {
        place = "hours[" + rules.size() + "]";
        rules.add(rule(rule));
      }
      Set<LocalDate> holidays = new HashSet<>();
      for (JsonNode day : root.path("holidays")) {
        place = "holidays: " + day.asText();
        holidays.add(LocalDate.parse(day.asText()));
      }
      return new HelpDesk(
          name, phone, email.isBlank() ? null : email, new OpeningHours(zone, rules, holidays));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }

  private static OpeningHours.Rule rule(JsonNode node) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (JsonNode day : node.path("days")) {
      days.add(DayOfWeek.valueOf(day.asText().toUpperCase(Locale.ROOT)));
    }
    return new OpeningHours.Rule(
        days,
        node.path("fromDay").asInt(1),
        node.path("toDay").asInt(31),
        LocalTime.parse(required(node.path("open"))),
        LocalTime.parse(required(node.path("close"))));
  }

  private static String required(JsonNode node) {
    String text = node.asText();
    if (text.isBlank()) {
      throw new IllegalArgumentException("is missing");
    }
    return text;
  }
}
