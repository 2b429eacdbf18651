package jp.yoyo.id.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the companion app. */
@SpringBootApplication
public class CompanionApp {

  public static void main(String[] arguments) {
    SpringApplication.run(CompanionApp.class, arguments);
  }
}
