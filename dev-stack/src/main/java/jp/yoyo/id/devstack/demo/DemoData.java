package jp.yoyo.id.devstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.demo.DemoOrganization.Person;
import jp.yoyo.id.devstack.demo.DemoOrganization.State;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import jp.yoyo.id.devstack.login.LoginWalk;
import jp.yoyo.id.devstack.login.UnexpectedPageException;
import org.jspecify.annotations.Nullable;

/**
 * Demo organisations and users, made the way real ones are: the supervising organisation issues (in
 * the companion app, where the stack has it), the mail brings the temporary password, the person
 * logs in and changes it, the administrator registers the members.
 *
 * <p>Can be interrupted at any point: each step looks first whether it was done before.
 */
public final class DemoData {

  /** The password of everybody who has changed the temporary one. */
  public static final String PASSWORD = "Yoyo-demo-2026!";

  private static final String MEMBER_OF = "/organizations/%s/members";
  private static final Duration ISSUED_WITHIN = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Pattern TEMPORARY_PASSWORD =
      Pattern.compile("(?m)^.*仮パスワード\\s*[:：]?\\s+(\\S{16})\\s*$");

  private final DevStack stack;
  private final Consumer<String> progress;
  private final Path mark;
  private final LoginWalk walk;
  private final Map<String, Session> administrators = new HashMap<>();

  /** Of the organisations in Keycloak, where it is not the one of the list. */
  private final Map<String, String> aliases = new HashMap<>();

  private final Optional<DemoApp> app;

  public DemoData(DevStack stack, Consumer<String> progress) {
    this.stack = stack;
    this.progress = progress;
    this.mark = stack.dataDirectory().resolve("demo").resolve("complete.txt");
    this.walk = new LoginWalk(stack.keycloakUrl());
    this.app = stack.companionAppUrl().map(DemoApp::new);
  }

  /**
   * Loads what is missing.
   *
   * @throws DemoDataException when a step fails; the next call goes on there
   */
  public void load() {
    if (Files.exists(mark)) {
      return;
    }
    int count = 0;
    for (DemoOrganization organization : DemoOrganization.all()) {
      count++;
      load(organization);
      progress.accept(
          "%d of %d: %s"
              .formatted(count, DemoOrganization.all().size(), organization.displayName()));
    }
    app.ifPresent(
        companionApp -> {
          companionApp.enterRecords();
          progress.accept("facility register and bank accounts in the companion app");
        });
    try {
      Files.createDirectories(mark.getParent());
      Files.writeString(mark, Instant.now().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether everything was loaded, now or by a start before. */
  public boolean isComplete() {
    return Files.exists(mark);
  }

  private void load(DemoOrganization organization) {
    Person administrator = organization.administrator();
    Instant before = Instant.now();
    JsonNode issued = issue(organization);
    Session supervisor =
        organization.supervisor() == null ? null : administrators.get(organization.supervisor());
    Session session =
        firstLogin(organization, administrator, issued.path("administrator"), supervisor, before);
    administrators.put(organization.alias(), session);
    Map<String, JsonNode> present = members(organization, session);
    for (Person person : organization.people()) {
      load(organization, person, present.get(person.userId()), session);
    }
  }

  private JsonNode issue(DemoOrganization organization) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("alias", organization.alias());
    request.put("type", organization.type());
    putIfPresent(request, "code", organization.code());
    request.put("displayName", organization.displayName());
    putIfPresent(request, "prefecture", organization.prefecture());
    request.put("administrator", fields(organization.administrator()));
    String supervisor = organization.supervisor();
    if (supervisor != null && app.isPresent()) {
      return issueInApp(organization, supervisor, app.get());
    }
    if (supervisor == null) {
      return Session.ofAdministrator(stack.keycloakUrl(), stack.admin())
          .post(
              URI.create(
                  stack.keycloakUrl() + "/admin/realms/" + DevStack.REALM + "/root-organizations"),
              request);
    }
    request.put("supervisor", supervisor);
    return officer(organization, supervisor).post(api("/organizations"), request);
  }

  /** On its pages; the app asks Keycloak as soon as it has noted what to ask. */
  private JsonNode issueInApp(
      DemoOrganization organization, String supervisorAlias, DemoApp companionApp) {
    companionApp.issue(organization);
    Session supervisor = officer(organization, supervisorAlias);
    String alias = organization.alias();
    long end = System.nanoTime() + ISSUED_WITHIN.toNanos();
    while (true) {
      for (JsonNode found :
          supervisor
              .get(
                  api(
                      "/organizations?supervisor=%s&search=%s"
                          .formatted(alias(supervisorAlias), organization.code())))
              .path("items")) {
        if (found.path("code").asText().equals(organization.code())) {
          alias = found.path("alias").asText();
          aliases.put(organization.alias(), alias);
          for (JsonNode member :
              supervisor.get(api(MEMBER_OF.formatted(alias) + "?max=100")).path("items")) {
            if (member.path("userId").asText().equals(organization.administrator().userId())) {
              ObjectNode issued = JsonNodeFactory.instance.objectNode();
              issued.set("administrator", member);
              return issued;
            }
          }
        }
      }
      if (System.nanoTime() > end) {
        throw new DemoDataException(
            "The companion app has not issued %s within %d seconds"
                .formatted(organization.displayName(), ISSUED_WITHIN.toSeconds()));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while loading demo data", e);
    }
  }

  private String alias(String listed) {
    return aliases.getOrDefault(listed, listed);
  }

  private Session officer(DemoOrganization organization, String supervisor) {
    Session officer = administrators.get(supervisor);
    if (officer == null) {
      throw new DemoDataException(
          organization.alias() + " comes before its supervisor " + supervisor);
    }
    return officer;
  }

  private void load(
      DemoOrganization organization, Person person, @Nullable JsonNode present, Session session) {
    Instant before = Instant.now();
    JsonNode member = present;
    if (member == null) {
      Map<String, Object> request = fields(person);
      request.put("roles", person.roles());
      member = session.post(api(MEMBER_OF.formatted(alias(organization.alias()))), request);
    }
    if (person.state() == State.ACTIVE) {
      firstLogin(organization, person, member, session, before);
    } else if (person.state() == State.DISABLED && member.path("enabled").asBoolean(true)) {
      session.put(
          api(
              MEMBER_OF.formatted(alias(organization.alias()))
                  + "/"
                  + member.path("id").asText()
                  + "/enabled"),
          Map.of("enabled", false));
    }
  }

  private Map<String, JsonNode> members(DemoOrganization organization, Session session) {
    Map<String, JsonNode> members = new HashMap<>();
    session
        .get(api(MEMBER_OF.formatted(alias(organization.alias())) + "?max=100"))
        .path("items")
        .forEach(member -> members.put(member.path("userId").asText(), member));
    return members;
  }

  /**
   * Reads the mail, logs in, changes the temporary password; or only logs in where that was done
   * before.
   */
  private Session firstLogin(
      DemoOrganization organization,
      Person person,
      JsonNode member,
      @Nullable Session issuer,
      Instant issuedAfter) {
    if (member.path("state").asText().equals("active")) {
      return login(person);
    }
    try {
      return changePassword(person, latestMail(person, issuedAfter));
    } catch (UnexpectedPageException e) {
      if (issuer == null) {
        throw new DemoDataException(
            "%s cannot log in for the first time: %s".formatted(person.userId(), e.getMessage()));
      }
      // An interrupted start may have left a password that has expired, or whose mail was deleted.
      Instant before = Instant.now();
      issuer.post(
          api(
              MEMBER_OF.formatted(alias(organization.alias()))
                  + "/"
                  + member.path("id").asText()
                  + "/temporary-password"),
          Map.of("identification", "デモデータ"));
      return changePassword(person, stack.inbox().awaitMessage(person.email(), before));
    }
  }

  private Session login(Person person) {
    return Session.of(() -> walk.login(person.userId(), PASSWORD));
  }

  private Session changePassword(Person person, ReceivedMail mail) {
    Matcher password = TEMPORARY_PASSWORD.matcher(mail.text());
    if (!password.find()) {
      throw new DemoDataException(
          "No temporary password in the mail to %s: %s".formatted(person.email(), mail.subject()));
    }
    walk.loginWithTemporaryPassword(person.userId(), password.group(1), PASSWORD);
    return login(person);
  }

  private ReceivedMail latestMail(Person person, Instant issuedAfter) {
    List<ReceivedMail> former =
        stack.inbox().messagesTo(person.email()).stream()
            .filter(mail -> TEMPORARY_PASSWORD.matcher(mail.text()).find())
            .toList();
    return former.isEmpty()
        ? stack.inbox().awaitMessage(person.email(), issuedAfter)
        : former.get(0);
  }

  private static Map<String, Object> fields(Person person) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("userId", person.userId());
    fields.put("lastName", person.family().text());
    fields.put("firstName", person.given().text());
    fields.put("lastNameKana", person.family().kana());
    fields.put("firstNameKana", person.given().kana());
    fields.put("email", person.email());
    fields.put("phoneNumber", "00-0000-0000");
    fields.put("department", person.department());
    return fields;
  }

  private static void putIfPresent(
      Map<String, Object> fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private URI api(String path) {
    return URI.create(
        stack.keycloakUrl() + "/realms/" + DevStack.REALM + "/organization-admin" + path);
  }

  /** A table of who can log in. */
  public static String logins() {
    StringBuilder text = new StringBuilder();
    text.append("  Password of all demo users: ").append(PASSWORD).append("\n");
    for (DemoOrganization organization : DemoOrganization.all()) {
      text.append(
          "  %-16s %s%s%n"
              .formatted(
                  organization.administrator().userId(),
                  organization.displayName(),
                  organization.members() == 0 ? "" : others(organization)));
    }
    return text.toString();
  }

  private static String others(DemoOrganization organization) {
    List<Person> people = organization.people();
    String first = people.get(0).userId();
    String last = people.get(people.size() - 1).userId();
    return ", members "
        + (first.equals(last) ? first : first + " to " + last)
        + count(organization.unchanged(), "with an unchanged temporary password")
        + count(organization.disabled(), "disabled");
  }

  private static String count(int number, String what) {
    return number == 0 ? "" : ", " + number + " " + what;
  }
}
