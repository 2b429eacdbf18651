package jp.yoyo.id.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.companionapp.FacilitiesFile;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.Inbox;
import jp.yoyo.id.devstack.login.AppVisit;
import jp.yoyo.id.devstack.login.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Keycloak, the mail server or the companion app itself fails while accounts are issued: nothing is
 * lost, nothing happens twice, nobody has to do anything.
 */
@ExtendWith(FaultStack.class)
final class CompanionAppIT {

  private static final int FACILITIES = 100;

  private static final int SOME = 4;

  /** Of the outbox: so many calls are on their way at the same time. */
  private static final int WORKERS = 4;

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int UNAVAILABLE = 503;

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Sql sql;
  private final FacilitiesFile file = FacilitiesFile.of(FACILITIES);

  CompanionAppIT(DevStack stack, TestOrganizations organizations) {
    this.stack = stack;
    this.organizations = organizations;
    sql = new Sql(stack);
  }

  @BeforeEach
  void officerHasHadTheMail() {
    assertThat(organizations.m1().administrator().token()).isNotBlank();
  }

  @AfterEach
  void mailServerWorksAgain() {
    stack.inbox().setMode(Inbox.Mode.NORMAL);
    sql.close();
  }

  private AppVisit officer() {
    Actor administrator = organizations.m1().administrator();
    return AppVisit.logIn(
        stack.companionAppUrl().orElseThrow(), administrator.userId(), Actors.PASSWORD);
  }

  @Test
  void runWhenKeycloakIsDownForAWhileThenItGoesOnByItself() {
    AppVisit officer = officer();
    FacilitiesFile later = FacilitiesFile.of(2);
    Page preview = later.upload(officer);
    // So that some are still to come when Keycloak has ended what it was doing, however long it
    // takes.
    stack.inbox().setMode(Inbox.Mode.SLOW);
    String run = file.start(officer);
    Calls.await("some mails", LIMIT, () -> file.received(stack.inbox()) >= SOME);

    stack.stopKeycloak();

    // Who may do what is asked of Keycloak at each request: nobody gets in on old knowledge.
    assertThat(officer.open(run).status()).isEqualTo(UNAVAILABLE);
    assertThat(officer.send(preview.formTo(preview.address().getPath() + "/start")).status())
        .isEqualTo(UNAVAILABLE);
    long mails = file.received(stack.inbox());
    stack.inbox().setMode(Inbox.Mode.NORMAL);
    stack.restartKeycloak();

    // The same session goes on; what was not begun can be begun.
    Page unused = officer.send(preview.formTo(preview.address().getPath() + "/start"));
    FacilitiesFile.await(officer, run, "完了", LIMIT);
    FacilitiesFile.await(officer, preview.address().getPath(), "完了", LIMIT);
    assertThat(mails).as("mails when it was stopped").isBetween((long) SOME, FACILITIES - 1L);
    requireEachIssuedOnce(officer, run);
    requireAtMostThoseInFlightAreMailedAgain();
    assertThat(later.received(stack.inbox())).isEqualTo(2);
  }

  @Test
  void runWhenKeycloakIsKilledThenEachIsIssuedOnce() {
    AppVisit officer = officer();
    String run = file.start(officer);
    Calls.await("some mails", LIMIT, () -> file.received(stack.inbox()) >= SOME);

    stack.killKeycloak();
    stack.restartKeycloak();

    FacilitiesFile.await(officer, run, "完了", LIMIT);
    requireEachIssuedOnce(officer, run);
    requireAtMostThoseInFlightAreMailedAgain();
  }

  @Test
  void runWhenTheMailServerRefusesThenThePageSaysSoAndTheMailsAreSentLater() {
    AppVisit officer = officer();
    stack.inbox().setMode(Inbox.Mode.REFUSE);
    String run = file.start(officer);

    FacilitiesFile.await(officer, "/issuance", "メール送信失敗", LIMIT);
    assertThat(file.received(stack.inbox())).isZero();
    stack.inbox().setMode(Inbox.Mode.NORMAL);

    FacilitiesFile.await(officer, run, "完了", LIMIT);
    FacilitiesFile.await(officer, run, "発行済" + FACILITIES, LIMIT);
    requireEachOnce(officer, run);
  }

  @Test
  void runWhenTheMailServerHangsThenPagesStillOpenAndTheMailsAreSentLater() {
    AppVisit officer = officer();
    String run = file.start(officer);
    Calls.await("some mails", LIMIT, () -> file.received(stack.inbox()) >= SOME);
    stack.inbox().setMode(Inbox.Mode.HANG);

    for (int i = 0; i < 10; i++) {
      assertThat(officer.open("/facilities").status()).isEqualTo(200);
      assertThat(officer.open("/outbox").status()).isEqualTo(200);
    }
    assertThat(file.received(stack.inbox())).as("no mail meanwhile").isLessThan(FACILITIES);
    stack.inbox().setMode(Inbox.Mode.NORMAL);

    FacilitiesFile.await(officer, run, "発行済" + FACILITIES, LIMIT);
    requireEachOnce(officer, run);
  }

  @Test
  void runWhenTheAppIsKilledThenItGoesOnAfterItsStart() {
    AppVisit officer = officer();
    String run = file.start(officer);
    Calls.await("some mails", LIMIT, () -> file.received(stack.inbox()) >= SOME);

    stack.killCompanionApp();
    long mails = file.received(stack.inbox());
    stack.restartCompanionApp();

    // Sessions are in the database: nobody logs in again.
    FacilitiesFile.await(officer, run, "完了", LIMIT);
    assertThat(mails).as("mails when it was killed").isLessThan(FACILITIES);
    requireEachOnce(officer, run);
  }

  /**
   * When Keycloak ends between the mail server's yes and its own note of it, nobody can know: the
   * mail is sent again, and only the password in the last one works.
   */
  private void requireAtMostThoseInFlightAreMailedAgain() {
    assertThat(file.reached(stack.inbox())).as("administrators with a mail").isEqualTo(FACILITIES);
    assertThat(file.received(stack.inbox()))
        .as("mails")
        .isBetween((long) FACILITIES, (long) FACILITIES + WORKERS);
  }

  private void requireEachOnce(AppVisit officer, String run) {
    requireEachIssuedOnce(officer, run);
    assertThat(file.reached(stack.inbox())).as("administrators with a mail").isEqualTo(FACILITIES);
    assertThat(file.received(stack.inbox())).as("mails").isEqualTo(FACILITIES);
  }

  private void requireEachIssuedOnce(AppVisit officer, String run) {
    assertThat(officer.open(run).text())
        .contains("%1$d／%1$d件（発行済%1$d、要対応0、失敗0、登録済のため対象外0）".formatted(FACILITIES));
    assertThat(
            sql.number("select count(*) from user_entity where email like ?", file.mark() + "-%"))
        .as("users")
        .isEqualTo(FACILITIES);
    assertThat(sql.number("select count(*) from org where name like ?", "%" + file.mark() + "%"))
        .as("organisations")
        .isEqualTo(FACILITIES);
  }
}
