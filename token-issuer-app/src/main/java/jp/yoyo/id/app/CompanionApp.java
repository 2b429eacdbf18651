package jp.yoyo.id.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The program. README.md lists the environment variables that it needs. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class CompanionApp {

  /** Runs until it is told to stop; ends with status 1 when a setting is missing. */
  public static void main(String[] arguments) {
    SpringApplication.run(CompanionApp.class, arguments);
  }
}
