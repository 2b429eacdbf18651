package jp.yoyo.id.devstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import jp.yoyo.id.devstack.demo.DemoOrganization.Person;
import jp.yoyo.id.devstack.demo.DemoOrganization.State;
import org.junit.jupiter.api.Test;

class DemoOrganizationTest {

  private static final Set<String> PREFECTURES_WITHOUT_PREFIX = Set.of("11", "12", "13", "14");

  @Test
  void allWhenReadThenEachStandsAfterItsSupervisor() {
    Set<String> seen = new HashSet<>();
    for (DemoOrganization organization : DemoOrganization.all()) {
      if (organization.supervisor() != null) {
        assertThat(seen).contains(organization.supervisor());
      }
      assertThat(seen.add(organization.alias())).isTrue();
    }
    assertThat(DemoOrganization.all()).hasSize(16);
  }

  @Test
  void facilityCodesWhenReadThenNoRealFacilityHasThemAndTheirCheckDigitsAreRight() {
    List<String> codes =
        DemoOrganization.all().stream()
            .filter(organization -> !organization.isOffice())
            .map(organization -> Objects.requireNonNull(organization.code()))
            .toList();

    assertThat(codes).hasSize(10).doesNotHaveDuplicates();
    for (String code : codes) {
      assertThat(code).matches("\\d\\d9\\d{7}");
      String prefecture = code.substring(0, 2);
      String checked = code.substring(PREFECTURES_WITHOUT_PREFIX.contains(prefecture) ? 3 : 0, 9);
      assertThat(code.charAt(9) - '0').as(code).isEqualTo(luhn(checked));
    }
  }

  @Test
  void luhnWhenPublishedCodesAreTakenThenTheirCheckDigits() {
    assertThat(luhn("011011371")).isEqualTo(9);
    assertThat(luhn("011004")).isEqualTo(9);
  }

  @Test
  void peopleWhenReadThenUserIdsAreUniqueAndNamesDifferWithinAnOrganization() {
    assertThat(DemoOrganization.all().stream().flatMap(DemoOrganizationTest::everybody))
        .extracting(Person::userId)
        .doesNotHaveDuplicates();
    for (DemoOrganization organization : DemoOrganization.all()) {
      assertThat(everybody(organization))
          .extracting(person -> person.family().text() + person.given().text())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void peopleWhenReadThenEveryStateIsThere() {
    List<Person> people =
        DemoOrganization.all().stream().flatMap(DemoOrganizationTest::everybody).toList();

    assertThat(people).extracting(Person::state).contains(State.values());
    assertThat(people)
        .filteredOn(person -> person.state() == State.UNCHANGED)
        .hasSize(DemoOrganization.all().stream().mapToInt(DemoOrganization::unchanged).sum());
  }

  private static Stream<Person> everybody(DemoOrganization organization) {
    return Stream.concat(Stream.of(organization.administrator()), organization.people().stream());
  }

  private static int luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int product = (digits.charAt(digits.length() - 1 - i) - '0') * (i % 2 == 0 ? 2 : 1);
      sum += product / 10 + product % 10;
    }
    return (10 - sum % 10) % 10;
  }
}
