package jp.yoyo.id.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Organisations and people as abuse cases name them, made through the APIs that users have, each
 * when it is first asked for: central office → municipalities M1, M2 → facility A (administrators
 * A1, A2, member a) below M1, facility B (B1, b) below M2, member ab in both, realm administrator
 * r.
 *
 * <p>All names are new for each instance: a class may be run again on the same data.
 */
public final class TestOrganizations {

  /** Of the six digits in a facility's code; those of the demo are below. */
  private static final int FIRST_NUMBER = 20_000;

  private static final int NUMBERS = 1_000_000 - FIRST_NUMBER;

  private static final int MARKS = 36 * 36 * 36 * 36 * 6;

  /** Begins anywhere, and goes on without meeting the same number again: nothing is given twice. */
  private static final AtomicInteger NEXT = new AtomicInteger(new SecureRandom().nextInt(NUMBERS));

  private final Api api;
  private final RealmAdmin admin;
  private final Actors actors;
  private final String mark = newMark();
  private final Map<String, Object> made = new LinkedHashMap<>();

  TestOrganizations(Api api, RealmAdmin admin, Actors actors) {
    this.api = api;
    this.admin = admin;
    this.actors = actors;
  }

  /** An organisation whose first administrator has logged in. */
  public record TestOrganization(
      String alias, String type, String code, String displayName, Actor administrator) {

    /** Path of the organisation at the API. */
    public String path() {
      return "/organizations/" + alias;
    }

    /** Path of its members at the API. */
    public String members() {
      return path() + "/members";
    }

    /** Path of one member at the API. */
    public String member(Actor member) {
      return members() + "/" + member.id();
    }
  }

  /** 国保中央会, with one administrator. */
  public TestOrganization centralOffice() {
    return once("central", TestOrganization.class, () -> issued(null, "central", "国保中央会"));
  }

  /** A municipality; facility A is below it. */
  public TestOrganization m1() {
    return once(
        "m1", TestOrganization.class, () -> issued(centralOffice(), "municipality", "あおば市"));
  }

  /** Another municipality; facility B is below it. */
  public TestOrganization m2() {
    return once(
        "m2", TestOrganization.class, () -> issued(centralOffice(), "municipality", "みどり市"));
  }

  /** An officer of M1, with the role officer and no other. */
  public Actor m1Officer() {
    return once("m1Officer", Actor.class, () -> registered(m1(), "officer"));
  }

  /** The help desk: a member of the central office with that role and no other. */
  public Actor helpDesk() {
    return once("helpDesk", Actor.class, () -> registered(centralOffice(), "help-desk"));
  }

  /** A federation. */
  public TestOrganization federation() {
    return once(
        "federation",
        TestOrganization.class,
        () -> issued(centralOffice(), "federation", "国民健康保険団体連合会"));
  }

  /**
   * A municipality with the code of a real one, which the companion app knows by name. Each test
   * takes another: a code is taken once in a stack.
   */
  public TestOrganization municipality(String code, String displayName) {
    Map<String, Object> issue = issue("municipality", displayName);
    issue.put("code", code);
    issue.put("prefecture", code.substring(0, 2));
    return issued(centralOffice(), issue);
  }

  /** A federation of this prefecture, 01 to 47. */
  public TestOrganization federationOf(String prefecture) {
    Map<String, Object> issue = issue("federation", "国民健康保険団体連合会");
    issue.put("prefecture", prefecture);
    return issued(centralOffice(), issue);
  }

  /** Facility A. */
  public TestOrganization a() {
    return once("a", TestOrganization.class, () -> issued(m1(), "facility", "青葉クリニック"));
  }

  /** First administrator of A. */
  public Actor a1() {
    return a().administrator();
  }

  /** Second administrator of A. */
  public Actor a2() {
    return once("a2", Actor.class, () -> registered(a(), "organization-admin"));
  }

  /** Member of A without a role. */
  public Actor memberA() {
    return once("memberA", Actor.class, () -> registered(a()));
  }

  /** Facility B. */
  public TestOrganization b() {
    return once("b", TestOrganization.class, () -> issued(m2(), "facility", "緑内科医院"));
  }

  /** First administrator of B. */
  public Actor b1() {
    return b().administrator();
  }

  /** Member of B without a role. */
  public Actor memberB() {
    return once("memberB", Actor.class, () -> registered(b()));
  }

  /** Member of A and of B, without a role in either. */
  public Actor memberAb() {
    return once(
        "memberAb",
        Actor.class,
        () -> {
          Actor both = registered(a());
          admin.addMember(b().alias(), both.id());
          return both;
        });
  }

  /** Member of A without a role there, who administers the realm in Keycloak. */
  public Actor realmAdmin() {
    return once(
        "realmAdmin",
        Actor.class,
        () -> {
          Actor r = registered(a());
          admin.makeRealmAdmin(r.id());
          return r;
        });
  }

  // More of the same, as many as a test wants.

  /** A new facility below M1, its administrator logged in. */
  public TestOrganization newFacility() {
    return issued(m1(), newFacilityIssue());
  }

  /** The same, its administrator with mails and pages in this language: ja or en. */
  public TestOrganization newFacility(String locale) {
    Map<String, Object> issue = newFacilityIssue();
    administratorIn(issue).put("locale", locale);
    return issued(m1(), issue);
  }

  /** A new member, who has changed the temporary password. */
  public Actor registered(TestOrganization organization, String... roles) {
    return registered(organization, newMember(roles));
  }

  /** A new member with these data, who has changed the temporary password. */
  public Actor registered(TestOrganization organization, Map<String, Object> person) {
    Instant before = Instant.now();
    JsonNode member =
        api.post(organization.members(), organization.administrator().token(), person)
            .expect(201)
            .body();
    String email = (String) Objects.requireNonNull(person.get("email"));
    return actors.firstLogin(
        member.path("id").asText(), member.path("userId").asText(), email, before);
  }

  /** A new member, who has not logged in yet; the answer's body says who. */
  public JsonNode registeredOnly(TestOrganization organization, String... roles) {
    return api.post(organization.members(), organization.administrator().token(), newMember(roles))
        .expect(201)
        .body();
  }

  /** What a registration of a member sends: user ID and mail address new, roles as given. */
  public Map<String, Object> newMember(String... roles) {
    String userId = "u-" + mark + "-" + newMark();
    Map<String, Object> person = person(userId);
    person.put("roles", List.of(roles));
    return person;
  }

  /** The first administrator in what {@link #newFacilityIssue} gave, to be changed. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> administratorIn(Map<String, Object> issue) {
    return (Map<String, Object>) Objects.requireNonNull(issue.get("administrator"));
  }

  /** What the issue of a facility sends: alias, code, user ID and mail address new. */
  public Map<String, Object> newFacilityIssue() {
    return issue("facility", "若葉診療所");
  }

  private TestOrganization issued(
      @Nullable TestOrganization supervisor, String type, String displayName) {
    return issued(supervisor, issue(type, displayName));
  }

  private TestOrganization issued(
      @Nullable TestOrganization supervisor, Map<String, Object> issue) {
    Instant before = Instant.now();
    JsonNode reply =
        (supervisor == null
                ? admin.issueRoot(issue)
                : api.post("/organizations", supervisor.administrator().token(), issue))
            .expect(201)
            .body();
    JsonNode administrator = reply.path("administrator");
    return new TestOrganization(
        reply.at("/organization/alias").asText(),
        reply.at("/organization/type").asText(),
        reply.at("/organization/code").asText(),
        reply.at("/organization/displayName").asText(),
        actors.firstLogin(
            administrator.path("id").asText(),
            administrator.path("userId").asText(),
            administrator.path("email").asText(),
            before));
  }

  private Map<String, Object> issue(String type, String displayName) {
    String own = mark + "-" + newMark();
    Map<String, Object> issue = new LinkedHashMap<>();
    issue.put("alias", type + "-" + own);
    issue.put("type", type);
    issue.put("code", type.equals("facility") ? facilityCode() : "t" + own);
    issue.put("displayName", displayName);
    issue.put("prefecture", "13");
    issue.put("administrator", person("adm-" + own));
    return issue;
  }

  private static Map<String, Object> person(String userId) {
    Map<String, Object> person = new LinkedHashMap<>();
    person.put("userId", userId);
    person.put("lastName", "予防");
    person.put("firstName", "花子");
    person.put("lastNameKana", "ヨボウ");
    person.put("firstNameKana", "ハナコ");
    person.put("email", userId + "@example.jp");
    return person;
  }

  /**
   * A code that no real facility has (9 in the third place), valid as those of Tokyo are: the check
   * digit covers the six digits before it.
   */
  public static String facilityCode() {
    // The step has no divisor in common with the range, and puts the codes far from each other.
    String number = String.format("%06d", FIRST_NUMBER + next() * 7_919L % NUMBERS);
    int sum = 0;
    for (int i = 0; i < number.length(); i++) {
      int product = Character.digit(number.charAt(i), 10) * (i % 2 == 0 ? 1 : 2);
      sum += product / 10 + product % 10;
    }
    return "139" + number + (10 - sum % 10) % 10;
  }

  private static String newMark() {
    return Long.toString(36 * 36 * 36 * 36 + next() * 7_927L % MARKS, 36);
  }

  private static long next() {
    return NEXT.getAndIncrement();
  }

  /** Several tests of a class may ask at the same moment; the answer is one organisation. */
  private synchronized <T> T once(String name, Class<T> type, Supplier<T> maker) {
    Object known = made.get(name);
    if (known == null) {
      known = maker.get();
      made.put(name, known);
    }
    return type.cast(known);
  }

  /** Names of what was made so far; for messages of failing tests. */
  @Override
  public String toString() {
    return mark + new ArrayList<>(made.keySet());
  }
}
