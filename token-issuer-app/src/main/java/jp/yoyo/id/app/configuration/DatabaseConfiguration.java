package jp.yoyo.id.app.configuration;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The app's own database. */
@Configuration
class DatabaseConfiguration {

  /** Waiting longer for a connection helps nobody who looks at a page. */
  private static final long MOST_MILLISECONDS_FOR_A_CONNECTION = 5_000;

  @Bean
  static HikariDataSource dataSource(AppConfiguration configuration) {
    AppConfiguration.Database database = configuration.database();
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(database.url());
    pool.setUsername(database.user());
    pool.setPassword(database.password());
    pool.setMaximumPoolSize(database.connections());
    pool.setMinimumIdle(2);
    pool.setConnectionTimeout(MOST_MILLISECONDS_FOR_A_CONNECTION);
    pool.addDataSourceProperty("ApplicationName", "token-issuer-app");
    pool.addDataSourceProperty("reWriteBatchedInserts", "true");
    // A connection whose other end is gone is noticed, and given up.
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    pool.addDataSourceProperty("socketTimeout", "60");
    return new HikariDataSource(pool);
  }
}
