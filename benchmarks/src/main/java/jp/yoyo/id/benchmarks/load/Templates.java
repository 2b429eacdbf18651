package jp.yoyo.id.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.yoyo.id.benchmarks.http.JsonApi;
import jp.yoyo.id.benchmarks.load.Population.Kind;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import jp.yoyo.id.devstack.login.LoginWalk;

/**
 * One organisation of each type and one user of each kind, made as they are made in real life:
 * issued through the REST interface, mailed, logged in with the temporary password, password
 * changed. Everything that is loaded is a copy of their rows.
 */
final class Templates {

  /** Alias of the organisation above all others. */
  private static final String MUNICIPALITY = "bench-template-municipality";

  private static final String FACILITY = "bench-template-facility";

  private static final String API = "/realms/" + DevStack.REALM + "/organization-admin";

  /** In the mails the temporary password has a line of its own; no other line looks like it. */
  private static final Pattern TEMPORARY_PASSWORD =
      Pattern.compile("(?m)^([A-Za-z0-9]+(?:_[A-Za-z0-9]+)+)\\s*$");

  private final DevStack stack;
  private final String password;
  private final LoginWalk walk;
  private final Map<Kind, String> users = new EnumMap<>(Kind.class);

  private Templates(DevStack stack, String password) {
    this.stack = stack;
    this.password = password;
    this.walk = new LoginWalk(stack.keycloakUrl());
  }

  /**
   * Makes them.
   *
   * @param password that all of them choose, and so of all users that are loaded
   */
  static Templates issue(DevStack stack, String password) {
    Templates templates = new Templates(stack, password);
    templates.issue();
    return templates;
  }

  /** Alias of the template of a type of organisation. */
  static String alias(boolean municipality) {
    return municipality ? MUNICIPALITY : FACILITY;
  }

  /** The id in Keycloak of the template of each kind of user. */
  Map<Kind, String> users() {
    return Map.copyOf(users);
  }

  private void issue() {
    JsonApi administrator =
        JsonApi.ofAdministrator(
            stack.keycloakUrl(), stack.admin().user(), stack.admin().password());
    String central =
        issueOrganization(
                administrator,
                "/admin/realms/" + DevStack.REALM + "/root-organizations",
                Map.of("alias", Population.CENTRAL, "type", "central", "displayName", "試験中央会"))
            .accessToken();
    Issued municipality =
        issueOrganization(
            new JsonApi(stack.keycloakUrl(), () -> central),
            API + "/organizations",
            Map.of(
                "alias",
                MUNICIPALITY,
                "type",
                "municipality",
                "code",
                FacilityCode.municipality("01", 0),
                "displayName",
                "試験自治体",
                "prefecture",
                "01",
                "supervisor",
                Population.CENTRAL));
    users.put(Kind.MUNICIPALITY_ADMINISTRATOR, municipality.id());
    Issued facility =
        issueOrganization(
            new JsonApi(stack.keycloakUrl(), municipality::accessToken),
            API + "/organizations",
            Map.of(
                "alias",
                FACILITY,
                "type",
                "facility",
                "code",
                FacilityCode.facility("01", 0),
                "displayName",
                "試験医院",
                "prefecture",
                "01",
                "supervisor",
                MUNICIPALITY));
    users.put(Kind.FACILITY_ADMINISTRATOR, facility.id());
    register(facility, Kind.USER_MANAGER, List.of("user-manager"));
    register(facility, Kind.MEMBER, List.of());
    register(facility, Kind.NEW_MEMBER, List.of());
  }

  private record Issued(String id, String accessToken) {}

  private Issued issueOrganization(JsonApi api, String path, Map<String, ?> organization) {
    String userId = organization.get("alias") + "-admin";
    Instant before = Instant.now();
    Map<String, Object> body = new HashMap<>(organization);
    body.put("administrator", person(userId));
    JsonNode issued = api.post(path, body);
    return new Issued(issued.path("administrator").path("id").asText(), firstLogin(userId, before));
  }

  private void register(Issued facility, Kind kind, List<String> roles) {
    String userId =
        FACILITY + "-" + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    Instant before = Instant.now();
    Map<String, Object> body = new HashMap<>(person(userId));
    body.put("roles", roles);
    JsonNode member =
        new JsonApi(stack.keycloakUrl(), facility::accessToken)
            .post(API + "/organizations/" + FACILITY + "/members", body);
    users.put(kind, member.path("id").asText());
    if (kind != Kind.NEW_MEMBER) {
      firstLogin(userId, before);
    }
  }

  private static Map<String, Object> person(String userId) {
    return Map.of(
        "userId", userId,
        "lastName", "予防",
        "firstName", "花子",
        "lastNameKana", "ヨボウ",
        "firstNameKana", "ハナコ",
        "email", address(userId),
        "phoneNumber", "03-0000-0000",
        "department", "事務");
  }

  private static String address(String userId) {
    return userId + "@clinic.example";
  }

  /** Reads the mail and changes the temporary password; returns an access token. */
  private String firstLogin(String userId, Instant before) {
    ReceivedMail mail = stack.inbox().awaitMessage(address(userId), before);
    Matcher matcher = TEMPORARY_PASSWORD.matcher(mail.text());
    if (!matcher.find()) {
      throw new IllegalStateException("No temporary password in the mail " + mail.subject());
    }
    return walk.loginWithTemporaryPassword(userId, matcher.group(1), password).accessToken();
  }
}
