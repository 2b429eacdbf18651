package jp.yoyo.id.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import jp.yoyo.id.app.testing.AppTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line of the log is one JSON object, whatever somebody has typed. */
@AppTest
final class LogLinesTest {

  private final Environment environment;

  @Autowired
  LogLinesTest(Environment environment) {
    this.environment = environment;
  }

  @Test
  void lineWhenTextIsHostileThenNoOtherLineIsForged() {
    String typed = "x\r\n{\"message\":\"forged\"}\u001b[2J";

    String line = logged("Refused: " + typed);

    assertThat(line.strip().lines()).hasSize(1);
    assertThat(line).doesNotContain("\u001b");
    JsonNode logged = JsonMapper.shared().readTree(line);
    assertThat(logged.path("message").asString()).isEqualTo("Refused: " + typed);
    assertThat(line).contains("7KQ2-M9XD-4T");
  }

  /** As the app writes it: tests themselves log otherwise. */
  private String logged(String text) {
    LoggerContext context = new LoggerContext();
    context.putObject(Environment.class.getName(), environment);
    StructuredLogEncoder encoder = new StructuredLogEncoder();
    encoder.setContext(context);
    encoder.setFormat(
        Objects.requireNonNull(environment.getProperty("logging.structured.format.console")));
    encoder.start();
    LoggingEvent event =
        new LoggingEvent(
            LogLinesTest.class.getName(),
            context.getLogger(LogLinesTest.class),
            Level.WARN,
            text,
            new IllegalStateException(text),
            null);
    event.setMDCPropertyMap(Map.of(ReferenceNumber.KEY, "7KQ2-M9XD-4T"));
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }
}
