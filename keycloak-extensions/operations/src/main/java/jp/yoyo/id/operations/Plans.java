package jp.yoyo.id.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.RealmModel;

/**
 * The maintenance of each realm, kept as one attribute of the realm: read with the realm from
 * Keycloak's cache, known to all nodes at once, without a statement.
 */
final class Plans {

  /** The attribute of the realm. */
  static final String ATTRIBUTE = "operations.maintenance";

  private static final Logger LOG = Logger.getLogger(Plans.class);

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private record Parsed(String text, @Nullable Plan plan) {}

  /** Parsed once for each text that a realm had. */
  private static final Map<String, Parsed> BY_REALM = new ConcurrentHashMap<>();

  private Plans() {}

  /** The plan of the realm, unless it is over. */
  static Optional<Plan> of(RealmModel realm) {
    return known(realm).filter(plan -> plan.stateAt(now()) != Plan.State.NONE);
  }

  /** The plan of the realm if it has begun and is not over. */
  static Optional<Plan> ongoing(RealmModel realm) {
    return known(realm).filter(plan -> plan.stateAt(now()) == Plan.State.ONGOING);
  }

  static void write(RealmModel realm, Plan plan) {
    try {
      realm.setAttribute(ATTRIBUTE, JSON.writeValueAsString(plan));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static void remove(RealmModel realm) {
    realm.removeAttribute(ATTRIBUTE);
  }

  static long now() {
    return Time.currentTimeMillis();
  }

  private static Optional<Plan> known(RealmModel realm) {
    String text = realm.getAttribute(ATTRIBUTE);
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    Parsed parsed = BY_REALM.get(realm.getId());
    if (parsed == null || !parsed.text().equals(text)) {
      parsed = new Parsed(text, parse(realm, text));
      BY_REALM.put(realm.getId(), parsed);
    }
    return Optional.ofNullable(parsed.plan());
  }

  /** A text that nobody can read is no maintenance: it would lock out those who could mend it. */
  private static @Nullable Plan parse(RealmModel realm, String text) {
    try {
      return JSON.readValue(text, Plan.class);
    } catch (JsonProcessingException | RuntimeException e) {
      LOG.errorf(e, "Realm %s: %s is no plan and is ignored", realm.getName(), ATTRIBUTE);
      return null;
    }
  }
}
