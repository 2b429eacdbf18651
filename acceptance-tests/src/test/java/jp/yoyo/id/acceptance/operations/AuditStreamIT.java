package jp.yoyo.id.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What happened, as lines that cannot be changed unseen. */
@ExtendWith({SharedStack.class, Browsers.class})
final class AuditStreamIT {

  private static final String TYPED = "Typed-By-Mistake-1!";

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;
  private final Operations operations;

  @TempDir private Path folder = Path.of("");

  AuditStreamIT(DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
    this.operations = new Operations(stack, admin);
  }

  @Test
  void streamWhenPeopleLogInAndAdministratorsActThenALineForEach(Browsers.Desk desk)
      throws Exception {
    Actor member = organizations.registered(organizations.a());
    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    visit.logIn(TYPED, TYPED);
    visit.logIn(member.userId(), TYPED);
    visit.logIn(member.userId(), member.password());
    visit.awaitAccountConsole();
    String disabled = organizations.a().member(member) + "/enabled";
    api.put(disabled, organizations.a1().token(), Map.of("enabled", false));

    JsonNode failed = await(line -> is(line, "LOGIN", "failure", member.id()));
    assertThat(failed.path("userId").asText()).isEqualTo(member.userId());
    assertThat(failed.path("organization").asText()).isEqualTo(organizations.a().alias());
    assertThat(failed.path("error").asText()).isEqualTo("invalid_user_credentials");
    JsonNode login =
        await(
            line ->
                is(line, "LOGIN", "success", member.id())
                    && line.path("time").asText().compareTo(failed.path("time").asText()) > 0);
    assertThat(login.path("organization").asText()).isEqualTo(organizations.a().alias());
    assertThat(login.path("realm").asText()).isEqualTo("yoyo");
    assertThat(login.path("client").asText()).isEqualTo("account-console");
    assertThat(login.path("source").asText()).isNotBlank();
    assertThat(login.path("session").asText()).isNotBlank();
    assertThat(login.path("reference").asText()).matches("\\d{8}-\\d{6}-\\d{3}-\\d{3}");
    JsonNode change =
        await(
            line ->
                line.path("object").asText().endsWith("/members/" + member.id())
                    && line.at("/details/action").asText().equals("disable-member"));
    assertThat(change.path("userId").asText()).isEqualTo(organizations.a1().userId());
    assertThat(change.path("organization").asText()).isEqualTo(organizations.a().alias());
    JsonNode unknown =
        await(
            line ->
                line.path("error").asText().equals("user_not_found")
                    && line.path("session").isMissingNode());
    assertThat(unknown.has("userId")).isFalse();
    // Neither in a line nor anywhere else of the stream.
    assertThat(String.join("\n", lines())).doesNotContain(TYPED, member.password(), member.email());
  }

  @Test
  void streamWhenTheServersAdministratorActsInMasterThenALineToo() throws Exception {
    admin.get("").expect(200);

    JsonNode login =
        await(
            line ->
                line.path("realm").asText().equals("master")
                    && line.path("client").asText().equals("admin-cli"));
    assertThat(login.path("result").asText()).isEqualTo("success");
  }

  @Test
  void verifyWhenALineIsChangedRemovedOrMovedThenTheCommandNamesIt() throws Exception {
    admin.get("").expect(200);
    await(line -> line.path("seq").asLong() >= 3);
    Operations.Ended intact = operations.run("verify", node().toString());
    assertThat(intact.output()).startsWith("OK ");
    assertThat(intact.code()).isZero();

    List<String> lines = lines();
    List<String> changed = new ArrayList<>(lines);
    changed.set(1, lines.get(1).replace("\"result\":\"", "\"result\":\"not "));
    assertBroken(changed, "line 2: this line was changed");
    List<String> removed = new ArrayList<>(lines);
    removed.remove(1);
    assertBroken(removed, "line 2: this line follows a line that was removed");
    List<String> moved = new ArrayList<>(lines);
    moved.add(1, moved.remove(2));
    assertBroken(moved, "line 2: this line is not in its place");
  }

  @Test
  void metricsWhenAskedThenSayHowTheStreamIs() {
    String metrics =
        Api.callAny("GET", stack.managementUrl() + "/metrics", null, null, Map.of()).text();

    assertThat(metrics)
        .contains("yoyo_audit_failing", "yoyo_audit_lost", "yoyo_audit_waiting")
        .containsPattern("yoyo_audit_failing(\\{[^}]*})? 0\\.0")
        .containsPattern("yoyo_audit_broken(\\{[^}]*})? 0\\.0");
  }

  private void assertBroken(List<String> lines, String place) throws Exception {
    Path file = Files.write(folder.resolve("audit.jsonl"), lines);
    Operations.Ended ended = operations.run("verify", file.toString());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.output()).contains("BROKEN " + file + " " + place);
  }

  private static boolean is(JsonNode line, String type, String result, String actor) {
    return line.path("type").asText().equals(type)
        && line.path("result").asText().equals(result)
        && line.path("actor").asText().equals(actor);
  }

  private JsonNode await(Predicate<JsonNode> wanted) throws Exception {
    ObjectMapper json = new ObjectMapper();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < deadline) {
      List<String> lines = lines();
      for (int i = lines.size() - 1; i >= 0; i--) {
        JsonNode line = json.readTree(lines.get(i));
        if (wanted.test(line)) {
          return line;
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("No such line in " + node());
  }

  /** The lines of the file that grows; one that is being written is none yet. */
  private List<String> lines() throws IOException {
    String text = Files.readString(node().resolve("audit.jsonl"));
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private Path node() throws IOException {
    try (Stream<Path> nodes = Files.list(stack.auditDirectory())) {
      return nodes.findFirst().orElseThrow();
    }
  }
}
