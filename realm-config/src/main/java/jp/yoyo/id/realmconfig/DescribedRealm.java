package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The description with all values filled in, checked for what needs no server to be seen. */
final class DescribedRealm {
  private static final String SMTP_USER = "user";
  private static final String SMTP_PASSWORD = "password";

  private final SortedMap<String, JsonNode> files;
  private final Set<String> secrets;

  private DescribedRealm(SortedMap<String, JsonNode> files, Set<String> secrets) {
    this.files = Collections.unmodifiableSortedMap(files);
    this.secrets = Set.copyOf(secrets);
  }

  static DescribedRealm checked(
      SortedMap<String, JsonNode> files, Set<String> secrets, List<String> placeholderProblems) {
    DescribedRealm realm = new DescribedRealm(files, secrets);
    List<String> problems = new ArrayList<>(placeholderProblems);
    realm.checkName(problems);
    if (placeholderProblems.isEmpty()) {
      realm.checkMail(problems);
    }
    realm.checkDirectGrants(problems);
    realm.checkCatalogue(problems);
    realm.checkLinks(problems);
    realm.checkHelpDesk(problems);
    if (!problems.isEmpty()) {
      throw new RealmConfigException(String.join(System.lineSeparator(), problems));
    }
    return realm;
  }

  String name() {
    return file(RealmDescription.REALM).path("realm").asText();
  }

  /** Missing node when there is no such file: then nothing of the kind is described. */
  JsonNode file(String name) {
    return files.getOrDefault(name, MissingNode.getInstance());
  }

  /** The files of a folder by their full names. */
  SortedMap<String, JsonNode> folder(String folder) {
    String prefix = folder + "/";
    SortedMap<String, JsonNode> found = new TreeMap<>();
    files.forEach(
        (name, node) -> {
          if (name.startsWith(prefix)) {
            found.put(name, node);
          }
        });
    return found;
  }

  Set<String> secrets() {
    return secrets;
  }

  private void checkName(List<String> problems) {
    if (name().isEmpty()) {
      problems.add(RealmDescription.REALM + ": realm: the realm needs a name");
    }
  }

  private void checkMail(List<String> problems) {
    JsonNode smtp = file(RealmDescription.REALM).path("smtpServer");
    if (!smtp.path("auth").asText().equals("true")) {
      return;
    }
    String place = RealmDescription.REALM + ": smtpServer.";
    for (String field : List.of(SMTP_USER, SMTP_PASSWORD)) {
      if (smtp.path(field).asText().isEmpty()) {
        problems.add(place + field + ": is needed when smtpServer.auth is true");
      }
    }
    if (!smtp.path("ssl").asText().equals("true")
        && !smtp.path("starttls").asText().equals("true")) {
      problems.add(
          place + "auth: the password would travel unencrypted; set smtpServer.starttls or ssl");
    }
  }

  private void checkDirectGrants(List<String> problems) {
    folder("clients")
        .forEach(
            (name, client) -> {
              if (client.path("directAccessGrantsEnabled").asBoolean(true)) {
                problems.add(
                    name
                        + ": directAccessGrantsEnabled: must be false, or passwords could be tried"
                        + " without the login page and the change of a temporary password skipped");
              }
            });
  }

  private void checkCatalogue(List<String> problems) {
    JsonNode catalogue = file(RealmDescription.CATALOGUE);
    Set<String> permissions = new HashSet<>();
    catalogue.path("permissions").forEach(p -> permissions.add(p.asText()));
    Set<String> roles = namesIn(catalogue.path("roles"), "roles", problems);
    Set<String> types = namesIn(catalogue.path("types"), "types", problems);
    Set<String> administrators = new HashSet<>();
    for (JsonNode role : catalogue.path("roles")) {
      String place = place("roles", role);
      if (role.path("administrator").asBoolean(false)) {
        administrators.add(role.path("name").asText());
      }
      checkLabel(place, role, problems);
      for (JsonNode permission : role.path("permissions")) {
        if (!permission.asText().equals("*") && !permissions.contains(permission.asText())) {
          problems.add(place + ".permissions: unknown permission '" + permission.asText() + "'");
        }
      }
    }
    for (JsonNode type : catalogue.path("types")) {
      checkLabel(place("types", type), type, problems);
      for (JsonNode supervised : type.path("supervises")) {
        if (!types.contains(supervised.asText())) {
          problems.add(
              place("types", type) + ".supervises: unknown type '" + supervised.asText() + "'");
        }
      }
      if (!Json.texts(type.path("roles")).containsAll(administrators)) {
        problems.add(place("types", type) + ".roles: lacks the administrator's role");
      }
      for (JsonNode role : type.path("roles")) {
        if (!roles.contains(role.asText())) {
          problems.add(place("types", type) + ".roles: unknown role '" + role.asText() + "'");
        }
      }
    }
    if (administrators.size() != 1) {
      problems.add(
          RealmDescription.CATALOGUE
              + ": roles: exactly one role must be marked as administrator, not "
              + administrators.size());
    }
  }

  private void checkLinks(List<String> problems) {
    JsonNode links = file(RealmDescription.LINKS);
    if (!links.isArray() && !links.isMissingNode()) {
      problems.add(RealmDescription.LINKS + ": must be a list");
      return;
    }
    Set<String> permissions = Json.texts(file(RealmDescription.CATALOGUE).path("permissions"));
    for (int i = 0; i < links.size(); i++) {
      JsonNode link = links.get(i);
      String place = RealmDescription.LINKS + ": [" + i + "]";
      checkLabel(place, link, problems);
      if (!link.path("url").asText().matches("https?://[^/\\s]+(/\\S*)?|/([^/\\s]\\S*)?")) {
        problems.add(place + ".url: must be an http(s) address or a path that begins with /");
      }
      JsonNode permission = link.path("permission");
      if (!permission.isMissingNode() && !permissions.contains(permission.asText())) {
        problems.add(place + ".permission: unknown permission '" + permission.asText() + "'");
      }
    }
  }

  private void checkHelpDesk(List<String> problems) {
    JsonNode helpDesk = file(RealmDescription.HELP_DESK);
    if (helpDesk.isMissingNode()) {
      return;
    }
    String place = RealmDescription.HELP_DESK + ": ";
    for (String language : List.of("ja", "en")) {
      if (helpDesk.path("name").path(language).asText().isBlank()) {
        problems.add(place + "name: lacks '" + language + "'");
      }
    }
    if (helpDesk.path("phone").asText().isBlank()) {
      problems.add(place + "phone: is missing");
    }
    JsonNode hours = helpDesk.path("hours");
    for (int i = 0; i < hours.size(); i++) {
      checkHours(place + "hours[" + i + "]", hours.get(i), problems);
    }
    for (JsonNode holiday : helpDesk.path("holidays")) {
      try {
        LocalDate.parse(holiday.asText());
      } catch (DateTimeException e) {
        problems.add(place + "holidays: no day: '" + holiday.asText() + "'");
      }
    }
  }

  private static void checkHours(String place, JsonNode rule, List<String> problems) {
    try {
      Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
      rule.path("days").forEach(day -> days.add(DayOfWeek.valueOf(day.asText())));
      int fromDay = rule.path("fromDay").asInt(1);
      int toDay = rule.path("toDay").asInt(31);
      boolean consistent =
          !days.isEmpty()
              && fromDay >= 1
              && toDay <= 31
              && fromDay <= toDay
              && LocalTime.parse(rule.path("open").asText())
                  .isBefore(LocalTime.parse(rule.path("close").asText()));
      if (!consistent) {
        problems.add(place + ": needs days, fromDay not after toDay, open before close");
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      problems.add(place + ": " + e.getMessage());
    }
  }

  private static void checkLabel(String place, JsonNode node, List<String> problems) {
    for (String language : List.of("ja", "en")) {
      if (node.path("label").path(language).asText().isBlank()) {
        problems.add(place + ".label: lacks '" + language + "'");
      }
    }
  }

  private static Set<String> namesIn(JsonNode nodes, String kind, List<String> problems) {
    Set<String> names = new HashSet<>();
    for (JsonNode node : nodes) {
      if (!names.add(node.path("name").asText())) {
        problems.add(place(kind, node) + ": is there twice");
      }
    }
    return names;
  }

  private static String place(String kind, JsonNode node) {
    return RealmDescription.CATALOGUE + ": " + kind + "." + node.path("name").asText();
  }

  /** The fields of {@code realm.json} that go to Keycloak as they are. */
  ObjectNode realmFields() {
    JsonNode realm = file(RealmDescription.REALM);
    return realm.isObject() ? ((ObjectNode) realm).deepCopy() : Json.object();
  }
}
