package jp.yoyo.id.app.facility;

import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.testing.TestDatabase;
import jp.yoyo.id.app.web.Dates;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The register over a database of its own, with everything but pages and Keycloak. */
public final class RegisterFixture implements AutoCloseable {

  /** 2026年6月1日（月）9:00 in Japan. */
  static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private final AnnotationConfigApplicationContext context;

  RegisterFixture() {
    DataSource dataSource = TestDatabase.fresh().dataSource();
    context = new AnnotationConfigApplicationContext();
    context.registerBean(DataSource.class, () -> dataSource);
    context.register(Beans.class);
    context.refresh();
  }

  FacilityRegister register() {
    return context.getBean(FacilityRegister.class);
  }

  Facilities facilities() {
    return context.getBean(Facilities.class);
  }

  JdbcClient database() {
    return context.getBean(JdbcClient.class);
  }

  /** Registers in a transaction, as the issue of accounts does. */
  Facility registered(Actor municipality, NewFacility facility) {
    Facility registered =
        new TransactionTemplate(context.getBean(JdbcTransactionManager.class))
            .execute(status -> register().register(municipality, facility));
    return java.util.Objects.requireNonNull(registered);
  }

  @Override
  public void close() {
    context.close();
  }

  /** No {@code @Configuration}: the app's own scan would find it in the tests of the whole app. */
  @EnableTransactionManagement
  @ComponentScan(
      basePackages = {"jp.yoyo.id.app.audit", "jp.yoyo.id.app.outbox", "jp.yoyo.id.app.facility"},
      useDefaultFilters = false,
      includeFilters =
          @ComponentScan.Filter(
              type = FilterType.REGEX,
              pattern = ".*\\.(AuditTrail|AuditHistory|Outbox|Facilities|FacilityRegister)"))
  static class Beans {

    @Bean
    static JdbcClient jdbcClient(DataSource dataSource) {
      return JdbcClient.create(dataSource);
    }

    @Bean
    static JdbcTransactionManager transactions(DataSource dataSource) {
      return new JdbcTransactionManager(dataSource);
    }

    @Bean
    static JsonMapper json() {
      return JsonMapper.builder().build();
    }

    @Bean
    static Clock clock() {
      return Clock.fixed(NOW, Dates.ZONE);
    }
  }
}
