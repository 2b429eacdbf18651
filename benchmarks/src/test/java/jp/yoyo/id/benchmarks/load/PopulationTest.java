package jp.yoyo.id.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import jp.yoyo.id.benchmarks.load.Population.Member;
import jp.yoyo.id.benchmarks.load.Population.Organization;
import org.junit.jupiter.api.Test;

class PopulationTest {

  private final Population population = new Population(200, 1_000, 500);

  @Test
  void planWhenLoadedThenHasExactlyAsManyOrganizationsAndUsers() {
    List<Organization> plan = population.plan("central");

    assertThat(plan).hasSize(200);
    assertThat(members(plan)).hasSize(1_000);
    assertThat(plan).extracting(Organization::number).doesNotHaveDuplicates();
  }

  @Test
  void planWhenLoadedThenUserIdsAliasesAndCodesAreUnique() {
    List<Organization> plan = population.plan("central");

    assertThat(members(plan)).extracting(Member::userId).doesNotHaveDuplicates();
    assertThat(plan).extracting(Organization::alias).doesNotHaveDuplicates();
    assertThat(plan).extracting(Organization::name).doesNotHaveDuplicates();
  }

  @Test
  void planWhenLoadedThenLargeAndSmallHaveTheirSizes() {
    List<Organization> plan = population.plan("central");

    assertThat(plan)
        .filteredOn(organization -> organization.alias().equals(Population.LARGE))
        .extracting(Organization::members)
        .containsExactly(500);
    assertThat(plan)
        .filteredOn(organization -> organization.alias().equals(Population.SMALL))
        .extracting(Organization::members)
        .containsExactly(10);
  }

  @Test
  void administratorsWhenAskedForThenAreUsersOfThePlan() {
    List<String> userIds =
        members(population.plan("central")).stream().map(Member::userId).toList();

    List<String> administrators = population.administrators(50);

    assertThat(administrators).hasSize(50).doesNotHaveDuplicates();
    assertThat(new HashSet<>(userIds)).containsAll(administrators);
  }

  @Test
  void populationWhenThereAreTooFewUsersThenIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Population(200, 100, 500));
  }

  private static List<Member> members(List<Organization> plan) {
    return plan.stream()
        .flatMap(organization -> Population.members(organization).stream())
        .toList();
  }
}
