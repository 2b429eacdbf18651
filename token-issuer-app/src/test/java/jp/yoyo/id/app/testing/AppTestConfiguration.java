package jp.yoyo.id.app.testing;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** What stands in for the surroundings of the app. */
@TestConfiguration
class AppTestConfiguration {

  @Bean
  static DynamicPropertyRegistrar database() {
    TestDatabase database = TestDatabase.fresh();
    return properties -> {
      properties.add("app.database.url", database::jdbcUrl);
      properties.add("app.database.user", () -> "postgres");
      properties.add("app.database.password", () -> "postgres");
      properties.add("app.database.connections", () -> 8);
    };
  }

  @Bean
  @Primary
  static InMemoryOrganizationAdmin inMemoryOrganizationAdmin() {
    return new InMemoryOrganizationAdmin();
  }

  @Bean
  @Primary
  static InMemoryOperations inMemoryOperations() {
    return new InMemoryOperations();
  }

  @Bean
  @Primary
  static InMemoryFacilityTokens inMemoryFacilityTokens() {
    return new InMemoryFacilityTokens();
  }
}
