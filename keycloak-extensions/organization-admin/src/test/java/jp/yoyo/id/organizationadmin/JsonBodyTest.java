package jp.yoyo.id.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import jp.yoyo.id.organizationadmin.JsonBody.Refused;
import jp.yoyo.id.organizationadmin.JsonBody.Wrong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

  /** Stands for what must never come back in an answer or a log. */
  private static final String SECRET = "Himitsu-4649";

  @Test
  void parseWhenFieldsAreKnownThenTheyAreRead() throws Refused {
    Requests.MemberUpdate update =
        JsonBody.parse(
            body("{\"lastName\":\"予防\",\"department\":\"\"}"), Requests.MemberUpdate.class);

    assertThat(update.lastName()).isEqualTo("予防");
    assertThat(update.department()).isEmpty();
    assertThat(update.firstName()).isNull();
  }

  @Test
  void parseWhenObjectIsEmptyThenEveryFieldIsAbsent() throws Refused {
    assertThat(JsonBody.parse(body("{}"), Requests.EnabledChange.class).enabled()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enabled",
        "emailVerified",
        "requiredActions",
        "attributes",
        "groups",
        "credentials",
        "id",
        "userId",
        "username",
        "organizationId",
        "realmRoles",
        "roles",
        "temporaryPassword",
        "status",
        "approvedBy",
        "__proto__",
        "class",
        "@class"
      })
  void parseWhenFieldIsUnknownThenItIsNamed(String field) {
    Refused refused =
        refused("{\"%s\":\"%s\"}".formatted(field, SECRET), Requests.MemberUpdate.class);

    assertThat(refused.problem()).isEqualTo(Problem.INVALID);
    assertThat(refused.fields()).containsExactly(new Wrong(field, "unknown"));
  }

  @Test
  void parseWhenNestedFieldIsUnknownThenItsPathIsNamed() {
    Refused refused =
        refused(
            "{\"alias\":\"a\",\"administrator\":{\"password\":\"%s\"}}".formatted(SECRET),
            Requests.OrganizationIssue.class);

    assertThat(refused.fields()).containsExactly(new Wrong("administrator.password", "unknown"));
  }

  @Test
  void parseWhenFieldIsNullThenItIsRefused() {
    Refused refused =
        refused("{\"lastName\":null,\"firstName\":null}", Requests.MemberUpdate.class);

    assertThat(refused.fields())
        .containsExactly(new Wrong("lastName", "null"), new Wrong("firstName", "null"));
  }

  @Test
  void parseWhenNestedFieldIsNullThenItIsRefused() {
    Refused refused =
        refused("{\"administrator\":{\"email\":null}}", Requests.OrganizationIssue.class);

    assertThat(refused.fields()).containsExactly(new Wrong("administrator.email", "null"));
  }

  @Test
  void parseWhenItemOfListIsNullThenItIsRefused() {
    Refused refused = refused("{\"roles\":[\"accountant\",null]}", Requests.RoleChange.class);

    assertThat(refused.fields()).containsExactly(new Wrong("roles", "null"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\u0000", "a\\r\\nb", "\\n", "\\t", "\\u007f", "\\u0085", "\\ud842", "\\udfb7x"})
  void parseWhenTextHoldsControlCharactersOrHalvesThenItIsRefused(String escaped) {
    assertThat(
            refused("{\"lastName\":\"%s\"}".formatted(escaped), Requests.MemberUpdate.class)
                .fields())
        .containsExactly(new Wrong("lastName", "profile"));
    assertThat(
            refused("{\"roles\":[\"%s\"]}".formatted(escaped), Requests.RoleChange.class).fields())
        .containsExactly(new Wrong("roles", "profile"));
  }

  @Test
  void parseWhenTextHoldsCharactersOutsideTheBasicPlaneThenItIsRead() throws Refused {
    assertThat(
            JsonBody.parse(body("{\"lastName\":\"\\ud842\\udfb7野\"}"), Requests.MemberUpdate.class)
                .lastName())
        .isEqualTo("𠮷野");
  }

  @Test
  void parseWhenFieldStandsTwiceThenItIsRefused() {
    assertThat(
            refused("{\"enabled\":true,\"enabled\":false}", Requests.EnabledChange.class).problem())
        .isEqualTo(Problem.MALFORMED);
  }

  @Test
  void parseWhenNestedFieldStandsTwiceThenItIsRefused() {
    assertThat(
            refused(
                    "{\"administrator\":{\"email\":\"a@x.jp\",\"email\":\"b@x.jp\"}}",
                    Requests.OrganizationIssue.class)
                .problem())
        .isEqualTo(Problem.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"enabled\":\"true\"}|enabled",
        "{\"enabled\":\"\"}|enabled",
        "{\"enabled\":1}|enabled",
        "{\"enabled\":0.0}|enabled",
        "{\"enabled\":[true]}|enabled",
        "{\"enabled\":{}}|enabled",
      })
  void parseWhenBooleanIsOfAnotherTypeThenTheFieldIsNamed(String json, String field) {
    assertThat(refused(json, Requests.EnabledChange.class).fields())
        .containsExactly(new Wrong(field, "profile"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.5", "true", "[\"x\"]", "[]", "{}", "{\"x\":\"y\"}"})
  void parseWhenTextIsOfAnotherTypeThenTheFieldIsNamed(String value) {
    assertThat(refused("{\"lastName\":%s}".formatted(value), Requests.MemberUpdate.class).fields())
        .containsExactly(new Wrong("lastName", "profile"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"organization-admin\"", "\"\"", "{}", "1", "true", "[1]", "[[]]", "[{}]"})
  void parseWhenListIsOfAnotherTypeThenTheFieldIsNamed(String value) {
    assertThat(refused("{\"roles\":%s}".formatted(value), Requests.RoleChange.class).fields())
        .containsExactly(new Wrong("roles", "profile"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"x\"", "[]", "1", "true"})
  void parseWhenObjectIsOfAnotherTypeThenTheFieldIsNamed(String value) {
    assertThat(
            refused("{\"administrator\":%s}".formatted(value), Requests.OrganizationIssue.class)
                .fields())
        .containsExactly(new Wrong("administrator", "profile"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "true",
        "1",
        "\"x\"",
        "[]",
        "[{\"lastName\":\"x\"}]",
        "{",
        "}",
        "{\"lastName\"}",
        "{\"lastName\":\"x\"} {}",
        "{\"lastName\":\"x\"}x",
        "{\"lastName\":\"x\"}]",
        "{lastName:\"x\"}",
        "{'lastName':'x'}",
        "{\"lastName\":\"x\",}",
        "{\"lastName\":NaN}",
        "/* comment */{}",
        "<user/>",
        "lastName=x"
      })
  void parseWhenTextIsNoSingleJsonObjectThenItIsMalformed(String text) {
    assertThat(refused(text, Requests.MemberUpdate.class).problem()).isEqualTo(Problem.MALFORMED);
  }

  @Test
  void parseWhenBytesAreNotUtf8ThenItIsMalformed() {
    byte[] shiftJis = {'{', '"', 'a', '"', ':', '"', (byte) 0x97, (byte) 0x5c, '"', '}'};

    assertThat(refused(new ByteArrayInputStream(shiftJis), Requests.MemberUpdate.class).problem())
        .isEqualTo(Problem.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 1_000, 10_000})
  void parseWhenNestedTooDeepThenItIsMalformed(int depth) {
    String nested = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    String arrays = "{\"roles\":" + "[".repeat(depth) + "]".repeat(depth) + "}";

    assertThat(refused(nested, Requests.MemberUpdate.class).problem()).isEqualTo(Problem.MALFORMED);
    assertThat(refused(arrays, Requests.RoleChange.class).problem()).isEqualTo(Problem.MALFORMED);
  }

  @Test
  void parseWhenOneMegabyteThenItIsTooLarge() {
    assertThat(
            refused(
                    "{\"lastName\":\"" + "x".repeat(1024 * 1024) + "\"}",
                    Requests.MemberUpdate.class)
                .problem())
        .isEqualTo(Problem.TOO_LARGE);
  }

  @Test
  void parseWhenOneByteTooLargeThenItIsTooLarge() throws Refused {
    String fits = "{\"lastName\":\"" + "x".repeat(JsonBody.MOST_BYTES - 15) + "\"}";

    assertThat(fits).hasSize(JsonBody.MOST_BYTES);
    assertThat(JsonBody.parse(body(fits), Requests.MemberUpdate.class).lastName()).isNotEmpty();
    assertThat(refused(fits + " ", Requests.MemberUpdate.class).problem())
        .isEqualTo(Problem.TOO_LARGE);
  }

  @Test
  void parseWhenBodyHasNoEndThenNoMoreThanTheLimitIsRead() {
    EndlessBody endless = new EndlessBody();

    assertThat(refused(endless, Requests.MemberUpdate.class).problem())
        .isEqualTo(Problem.TOO_LARGE);
    assertThat(endless.read).isLessThanOrEqualTo(2 * JsonBody.MOST_BYTES);
  }

  @Test
  void parseWhenConnectionBreaksThenItIsMalformed() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException(SECRET);
          }

          @Override
          public int read(byte[] into, int from, int most) throws IOException {
            throw new IOException(SECRET);
          }
        };

    assertThat(refused(broken, Requests.MemberUpdate.class)).hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"lastName\":\"SECRET\",\"x\":\"SECRET\"}",
        "{\"enabled\":\"SECRET\"}",
        "{\"lastName\":[\"SECRET\"]}",
        "{\"lastName\":\"SECRET\",\"lastName\":\"SECRET\"}",
        "{\"lastName\":\"SECRET\"",
        "{\"lastName\":\"SECRET\"}SECRET",
        "{\"lastName\":SECRET}",
        "[\"SECRET\"]",
        "\"SECRET\"",
        "SECRET",
        "{\"roles\":\"SECRET\"}",
        "{\"roles\":[{\"x\":\"SECRET\"}]}",
        "{\"lastName\":null,\"firstName\":\"SECRET\"}",
      })
  void refusedWhenForWhateverReasonThenTheValueIsNotRepeated(String json) {
    for (Class<?> type :
        List.of(
            Requests.MemberUpdate.class,
            Requests.EnabledChange.class,
            Requests.RoleChange.class,
            Requests.NewMember.class,
            Requests.OrganizationIssue.class)) {
      try {
        JsonBody.parse(body(json.replace("SECRET", SECRET)), type);
      } catch (Refused e) {
        assertThat(e.getMessage()).doesNotContain(SECRET);
        assertThat(e).hasNoCause();
      }
    }
  }

  @Property
  void parseWhenAnythingIsSentThenItIsReadOrRefused(@ForAll("bodies") String json) {
    for (Class<?> type : List.of(Requests.NewMember.class, Requests.OrganizationIssue.class)) {
      try {
        JsonBody.parse(body(json), type);
      } catch (Refused e) {
        assertThat(e.problem()).isIn(Problem.INVALID, Problem.MALFORMED);
      }
    }
  }

  @Provide
  Arbitrary<String> bodies() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "null",
            "true",
            "-1",
            "1e400",
            "\"roles\"",
            "\"email\"",
            "\"administrator\"",
            "\"alias\"",
            "\"\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            " ",
            "\\",
            "予");
    return Arbitraries.oneOf(
        piece.list().ofMaxSize(12).map(pieces -> String.join("", pieces)),
        piece.list().ofMaxSize(6).map(pieces -> "{" + String.join("", pieces) + "}"),
        Arbitraries.strings().ofMaxLength(40));
  }

  private static final class EndlessBody extends InputStream {

    private int read;

    @Override
    public int read() {
      read++;
      return 'x';
    }

    @Override
    public int read(byte[] into, int from, int most) {
      Arrays.fill(into, from, from + most, (byte) 'x');
      read += most;
      return most;
    }
  }

  private static InputStream body(String json) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Refused refused(String json, Class<?> type) {
    return refused(body(json), type);
  }

  private static Refused refused(InputStream body, Class<?> type) {
    Refused refused = catchThrowableOfType(Refused.class, () -> JsonBody.parse(body, type));
    assertThat(refused).as("refused").isNotNull();
    return refused;
  }
}
