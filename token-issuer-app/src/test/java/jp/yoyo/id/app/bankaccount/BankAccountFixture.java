package jp.yoyo.id.app.bankaccount;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import jp.yoyo.id.app.actor.ActingOrganization;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.reference.BankCode;
import jp.yoyo.id.app.reference.BranchCode;
import jp.yoyo.id.app.testing.TestDatabase;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The services of this package over a database of their own, with facilities, actors and a clock.
 */
final class BankAccountFixture implements AutoCloseable {

  static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
  static final byte[] PDF =
      "%PDF-1.7 copy of a passbook".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  static final String CODE = "1390000017";

  /** A clock that stands until it is set. */
  static final class SetClock extends Clock {
    private volatile Instant now = at(LocalDate.of(2026, 6, 1));

    void set(LocalDate day) {
      now = at(day);
    }

    private static Instant at(LocalDate day) {
      return day.atTime(LocalTime.NOON).atZone(JAPAN).toInstant();
    }

    @Override
    public ZoneId getZone() {
      return JAPAN;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(now, zone);
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** No {@code @Configuration}: the app's own scan would find it in the tests of the whole app. */
  @EnableTransactionManagement(proxyTargetClass = true)
  static class Transactions {}

  final SetClock clock = new SetClock();
  final TestDatabase database = TestDatabase.fresh();
  final DataSource dataSource;
  final JdbcClient sql;
  final Map<String, FacilityEntry> facilities = new ConcurrentHashMap<>();
  final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();

  final FacilityBankAccounts facility;
  final FederationBankAccounts federation;
  final FederationSettings settings;
  final BankAccountStart start;
  final ReviewList list;

  /** A facility of 東京 with an administrator, and the one of another prefecture. */
  final Actor applicant =
      actor("a1", facilityOrganization("clinic-a"), Permission.MANAGE_BANK_ACCOUNT);

  final Actor decider = actor("f1", federationOrganization("13"), Permission.DECIDE_BANK_ACCOUNT);
  final Actor otherDecider =
      actor("f2", federationOrganization("13"), Permission.DECIDE_BANK_ACCOUNT);
  final Actor osaka = actor("o1", federationOrganization("27"), Permission.DECIDE_BANK_ACCOUNT);

  BankAccountFixture() {
    this(source -> source);
  }

  /** wrapping: to count statements */
  BankAccountFixture(java.util.function.UnaryOperator<DataSource> wrapping) {
    dataSource = wrapping.apply(database.dataSource());
    sql = JdbcClient.create(dataSource);
    JdbcTransactionManager manager = new JdbcTransactionManager(dataSource);
    beans.registerBean(DataSource.class, () -> dataSource);
    beans.registerBean(JdbcClient.class, () -> sql);
    beans.registerBean(JdbcTransactionManager.class, () -> manager);
    beans.registerBean(TransactionTemplate.class, () -> new TransactionTemplate(manager));
    beans.registerBean(Clock.class, () -> clock);
    beans.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
    FacilityDirectory directory =
        new FacilityDirectory() {
          @Override
          public Optional<FacilityEntry> byAlias(String alias) {
            return Optional.ofNullable(facilities.get(alias));
          }

          @Override
          public Optional<String> contactMail(String alias) {
            return Optional.of(alias + "@example.jp");
          }
        };
    beans.registerBean(FacilityDirectory.class, () -> directory);
    beans.register(
        Transactions.class,
        jp.yoyo.id.app.audit.AuditTrail.class,
        jp.yoyo.id.app.audit.AuditHistory.class,
        jp.yoyo.id.app.outbox.Outbox.class,
        jp.yoyo.id.app.reference.Banks.class,
        Applications.class,
        Attachments.class,
        AccountPeriods.class,
        KnownAccounts.class,
        FederationSettings.class,
        FacilityBankAccounts.class,
        FederationBankAccounts.class,
        BankAccountStart.class,
        ReviewList.class,
        AccountImports.class);
    beans.refresh();
    facility = beans.getBean(FacilityBankAccounts.class);
    federation = beans.getBean(FederationBankAccounts.class);
    settings = beans.getBean(FederationSettings.class);
    start = beans.getBean(BankAccountStart.class);
    list = beans.getBean(ReviewList.class);
    facilities.put(
        "clinic-a",
        new FacilityEntry(UUID.randomUUID(), "clinic-a", CODE, "予防クリニック", "13", "131016"));
    facilities.put(
        "clinic-b",
        new FacilityEntry(UUID.randomUUID(), "clinic-b", "2790000010", "接種医院", "27", "271004"));
    sql.sql("insert into bank (code, name, kana, origin) values ('9999', 'デモ', 'ﾃﾞﾓ', 'demo')")
        .update();
    sql.sql(
            """
            insert into branch (bank, code, name, kana, origin)
            values ('9999', '001', '本店', 'ﾎﾝﾃﾝ', 'demo')
            """)
        .update();
  }

  static Actor actor(String userId, ActingOrganization organization, String... permissions) {
    return new Actor(
        userId, "user-" + userId, "予防 花子", Locale.JAPANESE, organization, Set.of(permissions));
  }

  static ActingOrganization facilityOrganization(String alias) {
    return new ActingOrganization(alias, OrganizationType.FACILITY, alias, CODE, "13");
  }

  static ActingOrganization federationOrganization(String prefecture) {
    return new ActingOrganization(
        "federation-" + prefecture, OrganizationType.FEDERATION, "連合会", "", prefecture);
  }

  static Actor central(String... permissions) {
    return actor(
        "c1",
        new ActingOrganization("central", OrganizationType.CENTRAL, "国保中央会", "", ""),
        permissions);
  }

  static BankAccount account(String number) {
    return new BankAccount(
        new BankCode("9999"),
        new BranchCode("001"),
        AccountKind.ORDINARY,
        new BankAccountNumber(number),
        new AccountHolderKana("ｲ)ﾖﾎﾞｳｶｲ"));
  }

  ApplicationValues values(String number) {
    return new ApplicationValues(false, account(number), false, YearMonth.now(clock).plusMonths(1));
  }

  /** A draft with everything it needs; returns its id. */
  UUID draft() {
    UUID id = facility.draft(applicant, values("1234567"));
    facility.attach(applicant, id, 0, Attachment.Kind.PASSBOOK, "通帳.pdf", PDF);
    return id;
  }

  UUID submitted() {
    UUID id = draft();
    facility.submit(applicant, id, 1);
    return id;
  }

  BankAccountApplication find(UUID id) {
    return sql.sql("select * from bank_account_application where id = :id")
        .param("id", id)
        .query(BankAccountApplication::of)
        .single();
  }

  void force(UUID id, ApplicationState state) {
    sql.sql("update bank_account_application set state = :state where id = :id")
        .param("state", state.column())
        .param("id", id)
        .update();
  }

  @Override
  public void close() {
    beans.close();
  }
}
