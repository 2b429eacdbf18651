package jp.yoyo.id.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Who is to be loaded: municipalities with one administrator each; facilities that they supervise,
 * one of them large and one small, the others of about equal size.
 *
 * @param organizations municipalities and facilities together
 * @param users all of them
 * @param largeMembers members of the large facility
 */
public record Population(int organizations, int users, int largeMembers) {

  /** Alias of the central office, above all others. */
  public static final String CENTRAL = "bench-central";

  /** User ID of its administrator. */
  public static final String CENTRAL_ADMINISTRATOR = CENTRAL + "-admin";

  /** The facility with {@link #largeMembers} members. */
  public static final String LARGE = "bench-large";

  /** The facility with ten members. */
  public static final String SMALL = "bench-small";

  static final int SMALL_MEMBERS = 10;

  /** As in the country: 1,741 municipalities for 200,000 facilities. */
  private static final int FACILITIES_PER_MUNICIPALITY = 115;

  /** One in so many members bears the name that is searched for. */
  private static final int SEARCHED_EVERY = 500;

  private static final int SEARCHED_AT = 6;

  /** One in so many members has not logged in yet. */
  private static final int NEW_EVERY = 10;

  private static final int LARGE_MANAGERS = 20;

  /** Which of the users that were made through the API a loaded one is a copy of. */
  enum Kind {
    MUNICIPALITY_ADMINISTRATOR,
    FACILITY_ADMINISTRATOR,
    USER_MANAGER,
    MEMBER,
    NEW_MEMBER
  }

  /** An organisation to be loaded. */
  record Organization(
      int number,
      boolean municipality,
      String alias,
      String code,
      String displayName,
      String prefecture,
      String supervisor,
      int members) {

    String name() {
      return code + " " + displayName;
    }

    /** User ID of a member; the first, with number 1, is the administrator. */
    String userId(int member) {
      return alias + String.format(Locale.ROOT, "-%03d", member);
    }
  }

  public Population {
    int facilities = organizations - municipalities(organizations);
    int least = municipalities(organizations) + facilities - 2 + largeMembers + SMALL_MEMBERS;
    if (organizations < 10 || largeMembers < SMALL_MEMBERS || users < least) {
      throw new IllegalArgumentException(
          "%d organisations, one of them of %d members, need at least 10 organisations and %d users"
              .formatted(organizations, largeMembers, least));
    }
  }

  /** So many facilities and their municipalities, with one user each. */
  static Population ofFacilities(int facilities) {
    int organizations = facilities;
    while (organizations - municipalities(organizations) < facilities) {
      organizations++;
    }
    return new Population(organizations, organizations - 2 + 2 * SMALL_MEMBERS, SMALL_MEMBERS);
  }

  private static int municipalities(int organizations) {
    return Math.max(2, organizations / (FACILITIES_PER_MUNICIPALITY + 1));
  }

  int municipalities() {
    return municipalities(organizations);
  }

  /** User ID of an administrator. */
  public static String administratorOf(String alias) {
    return alias + "-001";
  }

  /** The facility in the middle of those of ordinary size. */
  public String ordinaryFacility() {
    return facilityAlias((organizations - municipalities()) / 2);
  }

  private static String facilityAlias(int number) {
    return String.format(Locale.ROOT, "bench-f%06d", number);
  }

  /** Alias of a municipality, from 1. */
  public static String municipalityAlias(int number) {
    return String.format(Locale.ROOT, "bench-m%04d", number);
  }

  /** The name in Keycloak of a loaded organisation. */
  public String nameOf(String alias) {
    return plan(CENTRAL).stream()
        .filter(organization -> organization.alias().equals(alias))
        .map(Organization::name)
        .findFirst()
        .orElseThrow();
  }

  /**
   * User IDs of administrators of so many ordinary facilities, spread over all of them; fewer where
   * there are fewer.
   */
  public List<String> administrators(int count) {
    int first = 3;
    int facilities = organizations - municipalities() - first + 1;
    int wanted = Math.min(count, facilities);
    return IntStream.range(0, wanted)
        .map(i -> first + (int) ((long) i * facilities / wanted))
        .mapToObj(i -> administratorOf(facilityAlias(i)))
        .toList();
  }

  List<Organization> plan(String central) {
    int municipalities = municipalities();
    int facilities = organizations - municipalities;
    int left = users - municipalities - largeMembers - SMALL_MEMBERS;
    List<Organization> all = new ArrayList<>(organizations);
    for (int i = 1; i <= municipalities; i++) {
      String prefecture = prefecture(i);
      all.add(
          new Organization(
              all.size(),
              true,
              municipalityAlias(i),
              FacilityCode.municipality(prefecture, i),
              "試験自治体" + i,
              prefecture,
              central,
              1));
    }
    for (int i = 1; i <= facilities; i++) {
      int supervisor = 1 + i % municipalities;
      String alias = i == 1 ? LARGE : i == 2 ? SMALL : facilityAlias(i);
      int members =
          i == 1
              ? largeMembers
              : i == 2
                  ? SMALL_MEMBERS
                  : left / (facilities - 2) + (i - 3 < left % (facilities - 2) ? 1 : 0);
      String prefecture = prefecture(supervisor);
      all.add(
          new Organization(
              all.size(),
              false,
              alias,
              FacilityCode.facility(prefecture, i),
              "試験医院" + i,
              prefecture,
              municipalityAlias(supervisor),
              members));
    }
    return all;
  }

  private static String prefecture(int number) {
    return String.format(Locale.ROOT, "%02d", 1 + number % 47);
  }

  /** A member to be loaded. */
  record Member(Organization organization, int number, Kind kind, Person person) {

    String userId() {
      return organization.userId(number);
    }
  }

  static List<Member> members(Organization organization) {
    List<Member> members = new ArrayList<>(organization.members());
    int managers = organization.members() > 1000 ? LARGE_MANAGERS : 1;
    for (int i = 1; i <= organization.members(); i++) {
      Kind kind =
          organization.municipality()
              ? Kind.MUNICIPALITY_ADMINISTRATOR
              : i == 1
                  ? Kind.FACILITY_ADMINISTRATOR
                  : i <= 1 + managers
                      ? Kind.USER_MANAGER
                      : i % NEW_EVERY == 0 ? Kind.NEW_MEMBER : Kind.MEMBER;
      Person person =
          i % SEARCHED_EVERY == SEARCHED_AT
              ? Person.SEARCHED
              : Person.number(organization.number() + i);
      members.add(new Member(organization, i, kind, person));
    }
    return members;
  }
}
