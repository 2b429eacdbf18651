package jp.yoyo.id.devstack.demo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A demo organisation, and the people in it.
 *
 * @param kana how the name of a facility is read
 * @param code facility codes are of a kind that no real facility has: the third digit is 9
 * @param supervisor alias; absent for the central office
 * @param userIds what the user IDs begin with
 * @param members how many there are besides the administrator
 * @param unchanged how many of them have not changed their temporary password
 * @param disabled how many of them are disabled
 */
record DemoOrganization(
    String alias,
    String type,
    String displayName,
    @Nullable String kana,
    @Nullable String code,
    @Nullable String prefecture,
    @Nullable String supervisor,
    String userIds,
    int members,
    int unchanged,
    int disabled) {

  /** What becomes of a member. */
  enum State {
    ACTIVE,
    UNCHANGED,
    DISABLED
  }

  /**
   * A person who does not exist.
   *
   * @param roles names of the catalogue; empty for the administrator, who gets the role with the
   *     organisation
   */
  record Person(
      String userId, Name family, Name given, String department, List<String> roles, State state) {

    String email() {
      return userId + "@example.jp";
    }
  }

  /** A part of a name and how it is read. */
  record Name(String text, String kana) {}

  record Contents(
      List<Name> familyNames, List<Name> givenNames, List<DemoOrganization> organizations) {}

  private static final List<String> DEPARTMENTS = List.of("医事課", "看護部", "予防接種室", "事務部");
  private static final Contents CONTENTS = read();

  /** All of them, each after the one that supervises it. */
  static List<DemoOrganization> all() {
    return CONTENTS.organizations();
  }

  private static Contents read() {
    try (InputStream stream = DemoOrganization.class.getResourceAsStream("organizations.json")) {
      return new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .readValue(stream, Contents.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isOffice() {
    return !type.equals("facility") && !type.equals("venue");
  }

  Person administrator() {
    return person(0, userIds + "-admin", List.of(), State.ACTIVE);
  }

  /**
   * The last ones are the disabled ones, those before them have not changed their temporary
   * password.
   */
  List<Person> people() {
    List<Person> people = new ArrayList<>();
    for (int i = 1; i <= members; i++) {
      State state =
          i > members - disabled
              ? State.DISABLED
              : i > members - disabled - unchanged ? State.UNCHANGED : State.ACTIVE;
      people.add(person(i, String.format(Locale.ROOT, "%s-%02d", userIds, i), rolesOf(i), state));
    }
    return people;
  }

  private List<String> rolesOf(int member) {
    if (isOffice()) {
      return member == 1 ? List.of("officer") : List.of();
    }
    return switch (member) {
      case 1 -> List.of("user-manager");
      case 2 -> List.of("accountant");
      case 3 -> List.of("token-manager");
      default -> List.of();
    };
  }

  private static Person person(int number, String userId, List<String> roles, State state) {
    List<Name> family = CONTENTS.familyNames();
    List<Name> given = CONTENTS.givenNames();
    return new Person(
        userId,
        family.get(number % family.size()),
        // Another one in each round, so that no two people of an organisation have the same name.
        given.get((number + number / family.size()) % given.size()),
        DEPARTMENTS.get(number % DEPARTMENTS.size()),
        roles,
        state);
  }
}
