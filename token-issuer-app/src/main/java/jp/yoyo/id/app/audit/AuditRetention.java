package jp.yoyo.id.app.audit;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import jp.yoyo.id.app.configuration.AppConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes records that are older than they have to be kept. */
@Component
class AuditRetention {

  private static final Logger LOG = LoggerFactory.getLogger(AuditRetention.class);

  private final JdbcClient database;
  private final AppConfiguration configuration;
  private final Clock clock;

  AuditRetention(JdbcClient database, AppConfiguration configuration, Clock clock) {
    this.database = database;
    this.configuration = configuration;
    this.clock = clock;
  }

  /** Each night; two instances that do it at the same time do no harm. Returns how many. */
  @Scheduled(cron = "0 40 3 * * *", zone = "Asia/Tokyo")
  long retire() {
    OffsetDateTime before =
        ZonedDateTime.now(clock)
            .minus(configuration.retention().audit())
            .toOffsetDateTime()
            .withOffsetSameInstant(ZoneOffset.UTC);
    long total = 0;
    long retired;
    do {
      retired =
          database
              .sql("select audit_event_retire(:before)")
              .param("before", before)
              .query(Long.class)
              .single();
      total += retired;
    } while (retired > 0);
    if (total > 0) {
      LOG.info("{} audit records older than {} deleted", total, before);
    }
    return total;
  }
}
