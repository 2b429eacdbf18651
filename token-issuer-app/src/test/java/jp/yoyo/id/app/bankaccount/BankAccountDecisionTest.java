package jp.yoyo.id.app.bankaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.bankaccount.ApplicationState.Command;
import jp.yoyo.id.app.reference.BankCode;
import jp.yoyo.id.app.reference.BranchCode;
import jp.yoyo.id.app.web.NotFoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;

/** The abuse cases "Bank accounts and approvals". */
class BankAccountDecisionTest {

  private BankAccountFixture fixture;

  @BeforeEach
  void open() {
    fixture = new BankAccountFixture();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void decideWhenApplicantBelongsToFederationTooThenRefused() {
    UUID id = fixture.submitted();
    Actor same =
        BankAccountFixture.actor(
            fixture.applicant.userId(),
            BankAccountFixture.federationOrganization("13"),
            Permission.DECIDE_BANK_ACCOUNT,
            Permission.MANAGE_BANK_ACCOUNT);
    assertThatThrownBy(() -> fixture.federation.decide(same, id, 2, Command.APPROVE, ""))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(fixture.find(id).state()).isEqualTo(ApplicationState.SUBMITTED);
  }

  @Test
  void decideWhenDeciderOnlyAttachedAFileLongAgoThenRefused() {
    UUID id = fixture.facility.draft(fixture.applicant, fixture.values("1234567"));
    Actor colleague =
        BankAccountFixture.actor(
            "f1",
            BankAccountFixture.facilityOrganization("clinic-a"),
            Permission.MANAGE_BANK_ACCOUNT);
    fixture.facility.attach(
        colleague, id, 0, Attachment.Kind.PASSBOOK, "a.pdf", BankAccountFixture.PDF);
    fixture.facility.submit(fixture.applicant, id, 1);
    assertThatThrownBy(() -> fixture.federation.decide(fixture.decider, id, 2, Command.APPROVE, ""))
        .isInstanceOf(AccessDeniedException.class);
    fixture.federation.decide(fixture.otherDecider, id, 2, Command.APPROVE, "");
    assertThat(fixture.find(id).state()).isEqualTo(ApplicationState.APPROVED);
  }

  @Test
  void decideWhenFederationOfAnotherPrefectureThenNotFound() {
    UUID id = fixture.submitted();
    assertThatThrownBy(() -> fixture.federation.decide(fixture.osaka, id, 2, Command.APPROVE, ""))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> fixture.federation.review(fixture.osaka, id))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void decideWhenFacilityOrCentralThenForbidden() {
    UUID id = fixture.submitted();
    for (Actor actor :
        List.of(
            fixture.applicant,
            BankAccountFixture.central(Permission.DECIDE_BANK_ACCOUNT),
            BankAccountFixture.actor("x", BankAccountFixture.federationOrganization("13")),
            BankAccountFixture.actor(
                "x",
                BankAccountFixture.facilityOrganization("clinic-a"),
                Permission.DECIDE_BANK_ACCOUNT))) {
      assertThatThrownBy(() -> fixture.federation.decide(actor, id, 2, Command.APPROVE, ""))
          .isInstanceOf(AccessDeniedException.class);
    }
  }

  @Test
  void decideWhenTwoAtOnceThenOneWins() throws Exception {
    for (int round = 0; round < 10; round++) {
      UUID id = fixture.submitted();
      CyclicBarrier together = new CyclicBarrier(2);
      ExecutorService threads = Executors.newFixedThreadPool(2);
      Future<Boolean> first =
          threads.submit(attempt(together, fixture.decider, id, Command.APPROVE));
      Future<Boolean> second =
          threads.submit(attempt(together, fixture.otherDecider, id, Command.REJECT));
      boolean approved = first.get();
      boolean rejected = second.get();
      threads.shutdown();
      assertThat(approved).isNotEqualTo(rejected);
      BankAccountApplication after = fixture.find(id);
      assertThat(after.state())
          .isEqualTo(approved ? ApplicationState.APPROVED : ApplicationState.REJECTED);
      assertThat(mails(id)).isEqualTo(1);
      assertThat(audited(id, approved ? "reject" : "approve")).isZero();
    }
  }

  private Callable<Boolean> attempt(CyclicBarrier together, Actor actor, UUID id, Command command) {
    return () -> {
      together.await();
      try {
        fixture.federation.decide(actor, id, 2, command, "理由");
        return true;
      } catch (StaleApplicationException e) {
        return false;
      }
    };
  }

  @Test
  void decideWhenWithdrawnMeanwhileThenStale() {
    UUID id = fixture.submitted();
    fixture.facility.withdraw(fixture.applicant, id, 2);
    assertThatThrownBy(() -> fixture.federation.decide(fixture.decider, id, 2, Command.APPROVE, ""))
        .isInstanceOf(StaleApplicationException.class);
    assertThat(fixture.find(id).state()).isEqualTo(ApplicationState.WITHDRAWN);
  }

  @Test
  void decideWhenReturnedEditedAndSubmittedMeanwhileThenStale() {
    UUID id = fixture.submitted();
    fixture.federation.decide(fixture.otherDecider, id, 2, Command.RETURN, "番号を確認してください。");
    fixture.facility.edit(fixture.applicant, id, 3, fixture.values("9999999"));
    fixture.facility.submit(fixture.applicant, id, 4);
    assertThatThrownBy(() -> fixture.federation.decide(fixture.decider, id, 2, Command.APPROVE, ""))
        .isInstanceOf(StaleApplicationException.class);
    assertThat(fixture.find(id).state()).isEqualTo(ApplicationState.SUBMITTED);
    fixture.federation.decide(fixture.decider, id, 5, Command.APPROVE, "");
    assertThat(fixture.find(id).account().number().value()).isEqualTo("9999999");
  }

  @Test
  void decideWhenReturnOrRejectWithoutCommentThenRefused() {
    UUID id = fixture.submitted();
    for (Command command : List.of(Command.RETURN, Command.REJECT)) {
      assertThatThrownBy(() -> fixture.federation.decide(fixture.decider, id, 2, command, " \n"))
          .isInstanceOf(RefusedApplicationException.class)
          .hasMessage("bankaccount.error.comment");
    }
    assertThat(fixture.find(id).state()).isEqualTo(ApplicationState.SUBMITTED);
  }

  @Test
  void findWhenDraftThenNoFederationSeesIt() {
    UUID id = fixture.draft();
    assertThatThrownBy(() -> fixture.federation.find(fixture.decider, id))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void mineWhenAnotherFacilityThenNotFound() {
    UUID id = fixture.draft();
    Actor other =
        BankAccountFixture.actor(
            "b1",
            BankAccountFixture.facilityOrganization("clinic-b"),
            Permission.MANAGE_BANK_ACCOUNT);
    assertThatThrownBy(() -> fixture.facility.mine(other, id))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> fixture.facility.submit(other, id, 1))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> fixture.facility.withdraw(other, id, 1))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void draftWhenAnotherIsOpenThenRefused() {
    fixture.draft();
    assertThatThrownBy(() -> fixture.facility.draft(fixture.applicant, fixture.values("7654321")))
        .isInstanceOf(RefusedApplicationException.class)
        .hasMessage("bankaccount.error.open");
  }

  @Test
  void submitWhenPassbookOrPowerOfAttorneyIsMissingThenRefused() {
    UUID id =
        fixture.facility.draft(
            fixture.applicant,
            new ApplicationValues(
                false, BankAccountFixture.account("1234567"), true, YearMonth.of(2026, 7)));
    assertThatThrownBy(() -> fixture.facility.submit(fixture.applicant, id, 0))
        .hasMessage("bankaccount.error.passbook");
    fixture.facility.attach(
        fixture.applicant, id, 0, Attachment.Kind.PASSBOOK, "a.pdf", BankAccountFixture.PDF);
    assertThatThrownBy(() -> fixture.facility.submit(fixture.applicant, id, 1))
        .hasMessage("bankaccount.error.power-of-attorney");
  }

  @Test
  void submitWhenDeadlineHasPassedMeanwhileThenRefused() {
    UUID id = fixture.draft();
    fixture.clock.set(LocalDate.of(2026, 6, 21));
    assertThatThrownBy(() -> fixture.facility.submit(fixture.applicant, id, 1))
        .hasMessage("bankaccount.error.month");
    fixture.clock.set(LocalDate.of(2026, 6, 20));
    fixture.facility.submit(fixture.applicant, id, 1);
  }

  @Test
  void draftWhenKnownAccountIsMadeUpThenRefused() {
    assertThatThrownBy(
            () ->
                fixture.facility.draft(
                    fixture.applicant,
                    new ApplicationValues(
                        true, BankAccountFixture.account("1111111"), false, YearMonth.of(2026, 7))))
        .hasMessage("bankaccount.error.not-known");
  }

  @Test
  void draftWhenBranchDoesNotExistThenRefused() {
    BankAccount account =
        new BankAccount(
            new BankCode("9999"),
            new BranchCode("777"),
            AccountKind.ORDINARY,
            new BankAccountNumber("1234567"),
            new AccountHolderKana("ｱ"));
    assertThatThrownBy(
            () ->
                fixture.facility.draft(
                    fixture.applicant,
                    new ApplicationValues(false, account, false, YearMonth.of(2026, 7))))
        .hasMessage("bankaccount.error.branch");
  }

  @Test
  void attachWhenContentIsNoKnownTypeOrTooLargeThenRefused() {
    UUID id = fixture.facility.draft(fixture.applicant, fixture.values("1234567"));
    byte[] html = "<html><script>".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertThatThrownBy(
            () ->
                fixture.facility.attach(
                    fixture.applicant, id, 0, Attachment.Kind.PASSBOOK, "a.pdf", html))
        .hasMessage("bankaccount.attachment.type");
    byte[] large = java.util.Arrays.copyOf(BankAccountFixture.PDF, Attachment.MOST_BYTES + 1);
    assertThatThrownBy(
            () ->
                fixture.facility.attach(
                    fixture.applicant, id, 0, Attachment.Kind.PASSBOOK, "a.pdf", large))
        .hasMessage("bankaccount.attachment.large");
  }

  @Test
  void startDueWhenMonthBeginsThenAppliesAndEndsTheFormer() {
    UUID first = fixture.submitted();
    fixture.federation.decide(fixture.decider, first, 2, Command.APPROVE, "");
    assertThat(fixture.start.startDue()).isZero();
    fixture.clock.set(LocalDate.of(2026, 7, 1));
    assertThat(fixture.start.startDue()).isEqualTo(1);
    assertThat(fixture.start.startDue()).isZero();

    UUID second = fixture.facility.draft(fixture.applicant, fixture.values("7654321"));
    fixture.facility.attach(
        fixture.applicant, second, 0, Attachment.Kind.PASSBOOK, "a.pdf", BankAccountFixture.PDF);
    fixture.facility.submit(fixture.applicant, second, 1);
    fixture.federation.decide(fixture.decider, second, 2, Command.APPROVE, "");
    assertThat(fixture.find(first).state()).isEqualTo(ApplicationState.APPLIED);
    fixture.clock.set(LocalDate.of(2026, 8, 1));
    assertThat(fixture.start.startDue()).isEqualTo(1);

    assertThat(fixture.find(first).state()).isEqualTo(ApplicationState.ENDED);
    assertThat(fixture.find(second).state()).isEqualTo(ApplicationState.APPLIED);
    FacilityBankAccounts.Overview overview = fixture.facility.overview(fixture.applicant);
    assertThat(overview.periods())
        .extracting(p -> p.account().number().value(), AccountPeriod::from, AccountPeriod::until)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("7654321", YearMonth.of(2026, 8), Optional.empty()),
            org.assertj.core.groups.Tuple.tuple(
                "1234567", YearMonth.of(2026, 7), Optional.of(YearMonth.of(2026, 8))));
    assertThat(overview.current(YearMonth.of(2026, 7)).orElseThrow().applicationId())
        .isEqualTo(first);
  }

  @Test
  void startDueWhenTwoInstancesThenEachBeginsOnce() throws Exception {
    UUID id = fixture.submitted();
    fixture.federation.decide(fixture.decider, id, 2, Command.APPROVE, "");
    fixture.clock.set(LocalDate.of(2026, 7, 1));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    int started = 0;
    for (Future<Integer> each :
        threads.invokeAll(
            java.util.Collections.nCopies(4, (Callable<Integer>) fixture.start::startDue))) {
      started += each.get();
    }
    threads.shutdown();
    assertThat(started).isEqualTo(1);
  }

  @Test
  void auditWhenEverythingWasDoneThenNoFullNumberInIt() {
    UUID id = fixture.submitted();
    fixture.federation.decide(fixture.decider, id, 2, Command.RETURN, "確認してください。");
    fixture.facility.edit(fixture.applicant, id, 3, fixture.values("7654567"));
    fixture.facility.submit(fixture.applicant, id, 4);
    fixture.federation.decide(fixture.decider, id, 5, Command.APPROVE, "");
    List<String> all =
        fixture
            .sql
            .sql("select changes::text || details::text from audit_event")
            .query(String.class)
            .list();
    all.addAll(
        fixture
            .sql
            .sql("select payload::text || about from outbox_message")
            .query(String.class)
            .list());
    assertThat(all).hasSizeGreaterThan(6);
    assertThat(String.join("\n", all)).doesNotContain("1234567", "7654567").contains("****567");
    assertThat(fixture.find(id).toString()).doesNotContain("7654567");
  }

  private long mails(UUID id) {
    return fixture
        .sql
        .sql("select count(*) from outbox_message where key like :id || '/%'")
        .param("id", id.toString())
        .query(Long.class)
        .single();
  }

  private long audited(UUID id, String action) {
    return fixture
        .sql
        .sql("select count(*) from audit_event where object_id = :id and action = :action")
        .param("id", id.toString())
        .param("action", "bank-account-application." + action)
        .query(Long.class)
        .single();
  }
}
