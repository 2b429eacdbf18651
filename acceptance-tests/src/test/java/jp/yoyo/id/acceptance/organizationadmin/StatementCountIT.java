package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.MemberCopies;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.StatementLog;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a list costs the database does not grow with the organisation. PostgreSQL writes each
 * statement into its log while this class runs, and the lines are counted.
 */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StatementCountIT {

  /** One more where somebody on the page holds a role or belongs to another organisation, too. */
  private static final Offset<Integer> BUT_FOR_ROLES = within(1);

  /** In the first line of a statement, ours or Keycloak's. */
  private static final Pattern OF_ORGANIZATIONS =
      Pattern.compile("select o\\.id|\\bfrom org\\b", Pattern.CASE_INSENSITIVE);

  private final DevStack stack;
  private final Api api;
  private final TestOrganizations organizations;
  private final MemberCopies copies;
  private StatementLog log;

  StatementCountIT(DevStack stack, TestOrganizations organizations, Api api) {
    this.stack = stack;
    this.api = api;
    this.organizations = organizations;
    this.copies = new MemberCopies(stack, organizations);
  }

  @BeforeAll
  void logStatements() throws Exception {
    log = StatementLog.begin(stack);
  }

  @AfterAll
  void logNoLonger() throws Exception {
    log.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?max=50",
        "?max=50&first=3",
        "?max=5",
        "?search=u-&max=50",
        "?role=accountant",
        "?sort=-name",
        "?sort=createdAt&search=u-",
        "?state=active",
        "?state=locked&sort=name",
        "?state=temporary-password-unchanged"
      })
  void membersWhenFiveOrManyThenTheSameNumberOfStatements(String query) throws Exception {
    TestOrganization few = facilityWith(5);
    TestOrganization many = facilityWith(150);

    int ofFew = statements(few, query);

    assertThat(ofFew).isBetween(3, 20);
    assertThat(statements(many, query)).isCloseTo(ofFew, BUT_FOR_ROLES);
  }

  @Test
  void membersWhenHundredsOrMoreThenTheSameNumberOfStatements() throws Exception {
    TestOrganization hundreds = facilityWith(300);
    TestOrganization more = facilityWith(900);
    TestOrganization few = facilityWith(5);

    int first = firstStatements(hundreds, "?max=50");
    assertThat(firstStatements(more, "?max=50")).isCloseTo(first, BUT_FOR_ROLES);
    // What is kept in memory is read with a fixed number of statements, too.
    assertThat(first).isLessThanOrEqualTo(statements(few, "?max=50") + 3);
    assertThat(statements(more, "?max=50"))
        .isCloseTo(statements(hundreds, "?max=50"), BUT_FOR_ROLES);
    assertThat(statements(more, "?max=50")).isLessThanOrEqualTo(statements(few, "?max=50"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?sort=name", "?sort=-userId", "?state=locked", "?state=active"})
  void membersWhenSortedOrByStateThenTheSameNumberForHundredsAndAlwaysTheDatabase(String query)
      throws Exception {
    TestOrganization hundreds = facilityWith(300);

    assertThat(statements(hundreds, query))
        .isCloseTo(statements(facilityWith(5), query), BUT_FOR_ROLES);
  }

  @Test
  void memberWhenReadWithWhatIsRefusedThenFewStatementsOfAnybody() throws Exception {
    TestOrganization few = facilityWith(5);
    TestOrganization many = facilityWith(150);

    int ofFew = statements(few, "/" + few.administrator().id());

    assertThat(ofFew).isBetween(4, 10);
    assertThat(statements(many, "/" + many.administrator().id())).isEqualTo(ofFew);
  }

  @Test
  void membersWhenHundredsThenFoundAndCountedAsAmongFew() throws Exception {
    TestOrganization hundreds = facilityWith(300);
    String token = hundreds.administrator().token();
    String administrator = hundreds.administrator().userId();

    JsonNode page = api.get(hundreds.members() + "?max=50&first=250", token).expect(200).body();
    assertThat(page.path("total").asInt()).isEqualTo(300);
    assertThat(page.path("items")).hasSize(50);
    assertThat(page.path("items").findValuesAsText("userId")).isSorted();
    JsonNode found =
        api.get(hundreds.members() + "?search=" + administrator, token).expect(200).body();
    assertThat(found.path("items").findValuesAsText("userId")).containsExactly(administrator);
    assertThat(
            api.get(hundreds.members() + "?role=organization-admin", token)
                .expect(200)
                .body()
                .path("total")
                .asInt())
        .isEqualTo(1);
    for (String literal : List.of("%25", "_", "%5C")) {
      assertThat(
              api.get(hundreds.members() + "?search=" + literal, token)
                  .expect(200)
                  .body()
                  .path("total")
                  .asInt())
          .isZero();
    }
    assertThat(api.get(hundreds.members() + "?search=%00", token).status()).isIn(200, 400);
  }

  @Test
  void membersWhenSomebodyOfHundredsChangesThenTheListShowsItAtOnce() throws Exception {
    TestOrganization hundreds = facilityWith(300);
    String token = hundreds.administrator().token();
    JsonNode first =
        api.get(hundreds.members() + "?max=1&first=1", token).expect(200).body().at("/items/0");
    String path = hundreds.members() + "/" + first.path("id").asText();

    api.put(path, token, first.path("version").asText(), Map.of("lastName", "新姓の人")).expect(200);
    assertThat(
            api.get(hundreds.members() + "?search=" + Wire.encoded("新姓の人"), token)
                .expect(200)
                .body()
                .path("total")
                .asInt())
        .isEqualTo(1);

    api.delete(path, token).expect(204);
    JsonNode after = api.get(hundreds.members() + "?max=1&first=1", token).expect(200).body();
    assertThat(after.path("total").asInt()).isEqualTo(299);
    assertThat(after.at("/items/0/id").asText()).isNotEqualTo(first.path("id").asText());
  }

  @Test
  void membersWhenRolesOfSomebodyOfHundredsChangeThenTheListShowsThemAtOnce() throws Exception {
    TestOrganization hundreds = facilityWith(300);
    String token = hundreds.administrator().token();
    String list = hundreds.members() + "?max=2&first=1";

    for (List<String> roles :
        List.of(List.of("accountant"), List.of("token-manager"), List.<String>of())) {
      JsonNode before = api.get(list, token).expect(200).body().at("/items/0");
      api.put(
              hundreds.members() + "/" + before.path("id").asText() + "/roles",
              token,
              before.path("version").asText(),
              Map.of("roles", roles))
          .expect(200);
      JsonNode after = api.get(list, token).expect(200).body().at("/items/0");
      assertThat(after.path("id")).isEqualTo(before.path("id"));
      assertThat(after.path("roles")).extracting(JsonNode::asText).isEqualTo(roles);
      assertThat(after.path("version")).isNotEqualTo(before.path("version"));
    }
  }

  @Test
  void accountsWhenBelowOfAnyDepthThenTheSameNumberOfStatements() throws Exception {
    TestOrganization municipality = organizations.municipality("131148", "中野区");
    TestOrganization central = organizations.centralOffice();
    TestOrganization clinic = organizations.a();

    int ofNobody = accountStatements(municipality, "");

    assertThat(ofNobody).isBetween(3, 12);
    for (String query :
        List.of("", "&prefecture=13", "&supervisorCode=131148", "&condition=unused&max=1")) {
      assertThat(accountStatements(central, query)).as(query).isCloseTo(ofNobody, BUT_FOR_ROLES);
    }
    assertThat(
            api.get(accounts(central, "&max=200"), central.administrator().token())
                .expect(200)
                .body()
                .path("total")
                .asInt())
        .as("more than one level: %s", clinic.alias())
        .isGreaterThan(2);
  }

  @Test
  void loginWhenTheUserIsKnownThenNothingIsAskedAboutOrganizations() throws Exception {
    Actor member = organizations.a2();
    var unused = member.newToken();

    boolean none = false;
    for (int i = 0; i < 4 && !none; i++) {
      none =
          log.during(member::newToken).stream()
              .noneMatch(statement -> OF_ORGANIZATIONS.matcher(statement).find());
    }
    assertThat(none).isTrue();
  }

  private int accountStatements(TestOrganization office, String query) throws Exception {
    String token = office.administrator().token();
    int fewest = Integer.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      fewest =
          Math.min(
              fewest, log.during(() -> api.get(accounts(office, query), token).expect(200)).size());
    }
    return fewest;
  }

  private static String accounts(TestOrganization office, String query) {
    return "/organizations/" + office.alias() + "/accounts?of=supervised" + query;
  }

  /** The fewest of several calls: what runs in the background counts for none of them. */
  private int statements(TestOrganization facility, String query) throws Exception {
    int fewest = Integer.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      fewest = Math.min(fewest, statementsOnce(facility, query));
    }
    return fewest;
  }

  /**
   * The first call about an organisation whose members nobody has listed lately. The fewest of
   * several again, for which somebody is renamed: that makes the server forget what it keeps.
   */
  private int firstStatements(TestOrganization facility, String query) throws Exception {
    String token = facility.administrator().token();
    int fewest = Integer.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      JsonNode member =
          api.get(facility.members() + "?max=1&first=1&sort=name", token)
              .expect(200)
              .body()
              .at("/items/0");
      api.put(
              facility.members() + "/" + member.path("id").asText(),
              token,
              member.path("version").asText(),
              Map.of("department", "部署" + i))
          .expect(200);
      fewest = Math.min(fewest, statementsOnce(facility, query));
    }
    return fewest;
  }

  private int statementsOnce(TestOrganization facility, String query) throws Exception {
    String token = facility.administrator().token();
    return log.during(() -> api.get(facility.members() + query, token).expect(200)).size();
  }

  private TestOrganization facilityWith(int members) throws SQLException {
    return copies.facilityWith(members);
  }
}
