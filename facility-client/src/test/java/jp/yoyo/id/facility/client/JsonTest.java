package jp.yoyo.id.facility.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void objectWhenOfEveryKindThenHasThem() throws Exception {
    assertThat(
            Json.object(
                " {\"a\":\"\\u3042\\n\\\"\",\"b\":-1.5e2 , \"c\":[true,false,{}],\"d\":null,\"\":\"\"}\r\n"))
        .containsExactly(
            Map.entry("a", "あ\n\""),
            Map.entry("b", new BigDecimal("-1.5e2")),
            Map.entry("c", List.of(true, false, Map.of())),
            Map.entry("", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "null",
        "\"a\"",
        "{",
        "{}x",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":1e99999999999}",
        "{\"a\":-}",
        "{\"a\":NaN}",
        "{\"a\":tru}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\uff１１\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"",
        "{\"a\":[1 2]}",
        "{\"a\":[1,]}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":null,\"a\":2}",
        "<html></html>",
        "\ufeff{}"
      })
  void objectWhenNotAllowedThenRefuses(String text) {
    assertThatThrownBy(() -> Json.object(text)).isInstanceOf(Json.MalformedException.class);
  }

  @Test
  void objectWhenDeepThenRefusesWithoutOverflow() {
    assertThatThrownBy(() -> Json.object("{\"a\":" + "[".repeat(100_000)))
        .isInstanceOf(Json.MalformedException.class);
  }
}
