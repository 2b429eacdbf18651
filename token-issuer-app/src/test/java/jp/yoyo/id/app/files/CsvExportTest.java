package jp.yoyo.id.app.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvExportTest {

  @Test
  void exportWhenWrittenThenMarkAndLineEnds() throws IOException {
    assertThat(export("甲,乙", null)).isEqualTo("\ufeff列,数\r\n\"甲,乙\",\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+81",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "  =1",
        "'=1",
      })
  void exportWhenFormulaThenText(String text) throws IOException {
    assertThat(export(text, 1).replace("\"", "")).contains("\r\n'" + text);
  }

  @Test
  void exportWhenNumberThenStaysNumber() throws IOException {
    assertThat(export("-", -5)).contains("\r\n'-,-5\r\n");
  }

  @Test
  void rowWhenOtherWidthThenRefused() throws IOException {
    try (CsvExport export = new CsvExport(new ByteArrayOutputStream(), List.of("列"))) {
      assertThatThrownBy(() -> export.row(List.of("a", "b")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Property
  void neutralizedWhenRestoredThenTheSame(@ForAll String text) {
    assertThat(FormulaHead.restored(FormulaHead.neutralized(text))).isEqualTo(text);
  }

  private static String export(String text, @Nullable Object number) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CsvExport export = new CsvExport(out, List.of("列", "数"))) {
      export.row(Arrays.asList(text, number));
    }
    return out.toString(UTF_8);
  }
}
