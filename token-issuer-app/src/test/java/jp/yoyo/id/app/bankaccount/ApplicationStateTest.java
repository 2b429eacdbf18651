package jp.yoyo.id.app.bankaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import jp.yoyo.id.app.bankaccount.ApplicationState.Command;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state with every command: in the type, and through the services over a database. */
class ApplicationStateTest {

  /** The rule, written out a second time on purpose: state, command, result. */
  private static final List<String> ALLOWED =
      List.of(
          "DRAFT EDIT DRAFT",
          "DRAFT SUBMIT SUBMITTED",
          "DRAFT WITHDRAW WITHDRAWN",
          "SUBMITTED WITHDRAW WITHDRAWN",
          "SUBMITTED RETURN RETURNED",
          "SUBMITTED APPROVE APPROVED",
          "SUBMITTED REJECT REJECTED",
          "RETURNED EDIT RETURNED",
          "RETURNED SUBMIT SUBMITTED",
          "RETURNED WITHDRAW WITHDRAWN",
          "APPROVED START APPLIED",
          "APPLIED END ENDED");

  private static BankAccountFixture fixture;
  private static UUID id;

  @BeforeAll
  static void open() {
    fixture = new BankAccountFixture();
    id = fixture.submitted();
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @BeforeEach
  void reset() {
    fixture.sql.sql("delete from bank_account").update();
  }

  static Stream<Arguments> all() {
    return Stream.of(ApplicationState.values())
        .flatMap(state -> Stream.of(Command.values()).map(command -> Arguments.of(state, command)));
  }

  @Test
  void allowedWhenCountedThenNoStateWasForgotten() {
    assertThat(all().count()).isEqualTo(64);
  }

  @ParameterizedTest
  @MethodSource("all")
  void afterWhenStateAndCommandThenTheRule(ApplicationState state, Command command) {
    String result =
        state.after(command).map(to -> "%s %s %s".formatted(state, command, to)).orElse("");
    assertThat(ALLOWED.contains(result)).isEqualTo(!result.isEmpty());
    assertThat(ALLOWED.stream().anyMatch(rule -> rule.startsWith(state + " " + command + " ")))
        .isEqualTo(!result.isEmpty());
  }

  @ParameterizedTest
  @MethodSource("all")
  void commandWhenGivenInAnyStateThenDoneOrRefusedWithoutChange(
      ApplicationState state, Command command) {
    fixture.force(id, state);
    BankAccountApplication before = fixture.find(id);
    if (state.allows(command)) {
      give(command, before.version());
      BankAccountApplication after = fixture.find(id);
      assertThat(after.state()).isEqualTo(state.after(command).orElseThrow());
      assertThat(after.version()).isEqualTo(before.version() + 1);
      return;
    }
    if (command.party() == ApplicationState.Party.CALENDAR) {
      give(command, before.version());
    } else {
      assertThatThrownBy(() -> give(command, before.version()))
          .isInstanceOf(StaleApplicationException.class);
    }
    assertThat(fixture.find(id)).isEqualTo(before);
  }

  private static void give(Command command, int version) {
    switch (command) {
      case EDIT -> fixture.facility.edit(fixture.applicant, id, version, fixture.values("7654321"));
      case SUBMIT -> fixture.facility.submit(fixture.applicant, id, version);
      case WITHDRAW -> fixture.facility.withdraw(fixture.applicant, id, version);
      case RETURN, REJECT, APPROVE ->
          fixture.federation.decide(fixture.decider, id, version, command, "理由");
      case START -> {
        fixture.clock.set(java.time.LocalDate.of(2026, 7, 1));
        try {
          fixture.start.startDue();
        } finally {
          fixture.clock.set(java.time.LocalDate.of(2026, 6, 1));
        }
      }
      case END -> end();
    }
  }

  /** Another account of the facility begins. */
  private static void end() {
    BankAccountApplication former = fixture.find(id);
    AccountPeriods periods = fixture.beans.getBean(AccountPeriods.class);
    if (former.state() == ApplicationState.APPLIED) {
      periods.start(former, former.appliesFrom());
    }
    UUID next = UUID.randomUUID();
    fixture
        .sql
        .sql(
            """
            insert into bank_account_application
            select :next, 'K' || :next, facility_id, facility_alias, facility_code, facility_name,
              prefecture, municipality_code, purpose, from_known, bank, branch, kind, '0000001',
              holder, holder_differs, applies_from, 'approved', 0, created_at, changed_at,
              submitted_by, submitted_by_name, submitted_at, submitted_by, submitted_by_name,
              submitted_at, ''
            from bank_account_application where id = :id
            """)
        .param("next", next)
        .param("id", id)
        .update();
    // An approved one that is tested itself stays out of this.
    boolean self = former.state() == ApplicationState.APPROVED;
    if (self) {
      fixture.force(id, ApplicationState.REJECTED);
    }
    fixture.clock.set(java.time.LocalDate.of(2026, 7, 1));
    try {
      fixture.start.startDue();
    } finally {
      fixture.clock.set(java.time.LocalDate.of(2026, 6, 1));
    }
    if (self) {
      fixture.force(id, ApplicationState.APPROVED);
    }
  }
}
