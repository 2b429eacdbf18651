package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.login.AppVisit;
import jp.yoyo.id.devstack.login.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Facilities from one file. {@code benchmarks/run issue} does the same with a thousand of them. */
@ExtendWith(SharedStack.class)
final class ManyFacilitiesIT {

  private static final int FACILITIES = 60;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final DevStack stack;
  private final TestOrganizations organizations;

  ManyFacilitiesIT(DevStack stack, TestOrganizations organizations) {
    this.stack = stack;
    this.organizations = organizations;
  }

  @Test
  void issueWhenAFileHasManyThenEachHasOneOrganizationAndOneMail() {
    TestOrganization municipality = organizations.municipality("131105", "目黒区");
    Actor administrator = municipality.administrator();
    AppVisit officer =
        AppVisit.logIn(
            stack.companionAppUrl().orElseThrow(),
            administrator.userId(),
            administrator.password());
    FacilitiesFile file = FacilitiesFile.of(FACILITIES);

    String run = file.start(officer);
    Page progress = officer.open(run);
    assertThat(progress.textOf("#run-progress [role=status]")).contains("／" + FACILITIES + "件");
    FacilitiesFile.await(officer, run, "完了", LIMIT);

    assertThat(officer.open(run).text()).contains("60／60件（発行済60、要対応0、失敗0、登録済のため対象外0）");
    assertThat(file.received(stack.inbox())).as("mails").isEqualTo(FACILITIES);
    assertThat(file.reached(stack.inbox())).as("administrators").isEqualTo(FACILITIES);
    assertThat(officer.open("/issuance").textOf(".yoyo-total [role=status]")).contains("60");
    assertThat(file.upload(officer).text()).contains("発行できる行：0件").contains("登録済の行：60件");
  }
}
