package jp.yoyo.id.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import jp.yoyo.id.app.testing.AppTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line of the log is one JSON object, whatever somebody has typed. */
@AppTest
@ExtendWith(OutputCaptureExtension.class)
final class LogLinesTest {

  private static final Logger LOG = LoggerFactory.getLogger(LogLinesTest.class);

  @Test
  void lineWhenTextIsHostileThenNoOtherLineIsForged(CapturedOutput output) {
    String typed = "x\r\n{\"message\":\"forged\"}\u2028\u001b[2J";

    MDC.put(ReferenceNumber.KEY, "7KQ2-M9XD-4T");
    try {
      LOG.warn("Refused: {}", typed, new IllegalStateException(typed));
    } finally {
      MDC.remove(ReferenceNumber.KEY);
    }

    String line =
        output
            .getOut()
            .lines()
            .filter(each -> each.contains("Refused: "))
            .findFirst()
            .orElseThrow();
    JsonNode logged = JsonMapper.shared().readTree(line);
    assertThat(logged.path("message").asString()).isEqualTo("Refused: " + typed);
    assertThat(line).contains("7KQ2-M9XD-4T").doesNotContain("\u001b");
    assertThat(output.getOut().lines().filter(each -> each.startsWith("{\"message\":\"forged")))
        .isEmpty();
  }
}
