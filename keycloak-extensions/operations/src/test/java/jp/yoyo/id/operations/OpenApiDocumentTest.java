package jp.yoyo.id.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The document that is published with the docs is the one that the build makes. */
class OpenApiDocumentTest {

  private static final Path BUILT = Path.of("target/classes/META-INF/openapi/operations.yaml");
  private static final Path PUBLISHED = Path.of("../../docs/api/operations.yaml");

  @Test
  void publishedWhenBuiltThenIsTheSame() throws IOException {
    assertThat(Files.readString(PUBLISHED))
        .as("out of date: copy %s to docs/api", BUILT)
        .isEqualTo(Files.readString(BUILT));
  }
}
