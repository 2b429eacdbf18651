package jp.yoyo.id.operations.audit;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;

/**
 * One thing that happened, before it has a place in the chain.
 *
 * @param actor Keycloak's id of who acted; null if nobody is known
 * @param actorRealm the id of that user's realm
 * @param userId of who acted, where the event says it
 * @param organization of it, where the event says it
 * @param fields all else, in the order of the line
 */
record AuditRecord(
    @Nullable String actor,
    @Nullable String actorRealm,
    @Nullable String userId,
    @Nullable String organization,
    Map<String, Object> fields) {

  /** Details of user events that go into the stream: closed, since some hold secrets. */
  private static final Set<String> SHOWN =
      Set.of(
          Details.AUTH_METHOD,
          Details.AUTH_TYPE,
          Details.GRANT_TYPE,
          Details.REASON,
          Details.CREDENTIAL_TYPE,
          Details.CUSTOM_REQUIRED_ACTION,
          Details.TOKEN_ID,
          Details.REFRESH_TOKEN_ID,
          Details.SCOPE,
          "facility_token_id",
          "count");

  /** In the details of admin events, whose names are open: never what may be a secret. */
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(passw|secret|credential|otp|private|code$).*");

  private static final String ORGANIZATION = "organization";
  private static final String ERROR_ENDING = "_ERROR";
  private static final int LONGEST = 300;

  /** Something that the stream says about itself. */
  static AuditRecord ofStream(String type, Instant time, Map<String, Object> details) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", DateTimeFormatter.ISO_INSTANT.format(time));
    fields.put("type", type);
    fields.put("result", "success");
    fields.put("details", details);
    return new AuditRecord(null, null, null, null, fields);
  }

  /** A login, a failure, a token: what users and clients do. */
  static AuditRecord of(Event event, Optional<String> reference) {
    Map<String, String> details = event.getDetails() == null ? Map.of() : event.getDetails();
    Map<String, Object> fields = new LinkedHashMap<>();
    String type = String.valueOf(event.getType());
    boolean failed = event.getError() != null || type.endsWith(ERROR_ENDING);
    fields.put("time", DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochMilli(event.getTime())));
    fields.put(
        "type",
        type.endsWith(ERROR_ENDING)
            ? type.substring(0, type.length() - ERROR_ENDING.length())
            : type);
    fields.put("result", failed ? "failure" : "success");
    put(fields, "error", event.getError());
    put(fields, "realm", event.getRealmName());
    put(fields, "client", event.getClientId());
    put(fields, "object", objectOf(event, details));
    put(fields, "source", event.getIpAddress());
    put(fields, "session", event.getSessionId());
    put(fields, "reference", reference.orElse(null));
    put(fields, "event", event.getId());
    Map<String, Object> shown = new TreeMap<>();
    details.forEach(
        (name, value) -> {
          if (SHOWN.contains(name) && value != null) {
            shown.put(name, cut(value));
          }
        });
    if (!shown.isEmpty()) {
      fields.put("details", shown);
    }
    // What was typed for a user ID is written only where it is one: it may be a password.
    String userId = event.getUserId() == null ? null : details.get(Details.USERNAME);
    return new AuditRecord(
        event.getUserId(), event.getRealmId(), userId, details.get(ORGANIZATION), fields);
  }

  private static @Nullable String objectOf(Event event, Map<String, String> details) {
    String facilityToken = details.get("facility_token_id");
    if (facilityToken != null) {
      return "facility-token/" + facilityToken;
    }
    return event.getUserId() == null ? null : "users/" + event.getUserId();
  }

  /** A change by an administrator, of Keycloak or of an organisation; never what it was about. */
  static AuditRecord of(AdminEvent event, Optional<String> reference) {
    Map<String, String> details = event.getDetails() == null ? Map.of() : event.getDetails();
    AuthDetails auth = event.getAuthDetails();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochMilli(event.getTime())));
    fields.put(
        "type",
        "ADMIN_"
            + String.valueOf(event.getOperationType()).toUpperCase(Locale.ROOT)
            + "_"
            + String.valueOf(event.getResourceTypeAsString()).toUpperCase(Locale.ROOT));
    fields.put("result", event.getError() == null ? "success" : "failure");
    put(fields, "error", event.getError());
    put(fields, "realm", event.getRealmName());
    put(fields, "client", auth == null ? null : auth.getClientId());
    put(fields, "object", event.getResourcePath());
    put(fields, "source", auth == null ? null : auth.getIpAddress());
    put(fields, "reference", reference.orElse(null));
    put(fields, "event", event.getId());
    Map<String, Object> shown = new TreeMap<>();
    details.forEach(
        (name, value) -> {
          if (value != null && !ORGANIZATION.equals(name) && !SECRET.matcher(name).matches()) {
            shown.put(name, cut(value));
          }
        });
    if (!shown.isEmpty()) {
      fields.put("details", shown);
    }
    return new AuditRecord(
        auth == null ? null : auth.getUserId(),
        auth == null ? null : auth.getRealmId(),
        null,
        details.get(ORGANIZATION),
        fields);
  }

  /**
   * The fields of the line.
   *
   * @param node that writes it
   * @param known who acted, if it was to be looked up
   */
  String json(String node, Actors.Known known) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("time", fields.get("time"));
    all.put("node", node);
    all.put("type", fields.get("type"));
    all.put("result", fields.get("result"));
    put(all, "error", (String) fields.get("error"));
    put(all, "realm", (String) fields.get("realm"));
    put(all, "actor", actor);
    put(all, "userId", userId == null ? known.userId() : userId);
    put(all, ORGANIZATION, organization == null ? known.organizations() : organization);
    fields.forEach(all::putIfAbsent);
    return Json.fields(all);
  }

  private static void put(Map<String, Object> fields, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      fields.put(name, cut(value));
    }
  }

  private static String cut(String value) {
    return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
  }
}
