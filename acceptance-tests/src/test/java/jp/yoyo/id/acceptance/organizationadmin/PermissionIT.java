package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may do what: every route by every kind of caller, on facility A. A call that may not be done
 * comes without what it needs besides the permission (a version), so that a wrong order of checks
 * shows as well.
 */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PermissionIT {

  /**
   * Status by route and caller. "@admin" behind a route: on another administrator instead of a
   * member without roles.
   */
  private static final String TABLE =
      """
      route                    anonymous plain manager accountant admin other-admin supervisor officer other-supervisor central realm-admin disabled app-alone app-for-admin app-for-plain app-for-disabled help-desk app-for-help-desk
      find-members             401       403   403     403        403   403         403        403     403              400     403         401      403       403           403           403              400       400
      me                       401       200   200     200        200   200         200        200     200              200     200         401      403       200           200           403              200       200
      organizations            401       403   403     403        200   200         200        200     200              200     403         401      403       200           403           403              403       403
      issue                    401       403   403     403        400   400         201        201     201              400     403         401      403       400           403           403              403       403
      organization             401       403   200     200        200   404         200        200     404              200     403         401      403       200           403           403              200       200
      update-organization      401       403   403     403        403   404         200        200     404              403     403         401      403       403           403           403              403       403
      enable-organization      401       403   403     403        403   404         204        204     404              403     403         401      403       403           403           403              403       403
      roles                    401       403   200     200        200   404         403        403     404              403     403         401      403       200           403           403              403       403
      events                   401       403   200     403        200   404         403        403     404              200     403         401      403       200           403           403              200       200
      accounts                 401       403   200     403        200   404         403        403     404              200     403         401      403       200           403           403              200       200
      members                  401       403   200     403        200   404         200        200     404              200     403         401      403       200           403           403              200       200
      register                 401       403   201     403        201   404         403        403     404              403     403         401      403       201           403           403              403       403
      proposed-user-id         401       403   200     403        200   404         403        403     404              403     403         401      403       200           403           403              403       403
      member                   401       403   200     403        200   404         404        404     404              200     403         401      403       200           403           403              200       200
      update-member            401       403   200     403        200   404         403        403     404              403     403         401      403       200           403           403              403       403
      remove-member            401       403   204     403        204   404         403        403     404              403     403         401      403       204           403           403              403       403
      temporary-password       401       403   204     403        204   404         404        404     404              204     403         401      403       204           403           403              204       204
      second-factor-reset      401       403   409     403        409   404         404        404     404              409     403         401      403       409           403           403              409       409
      enable-member            401       403   204     403        204   404         403        403     404              403     403         401      403       204           403           403              403       403
      unlock                   401       403   204     403        204   404         403        403     404              403     403         401      403       204           403           403              403       403
      sign-out                 401       403   204     403        204   404         403        403     404              403     403         401      403       204           403           403              403       403
      change-roles             401       403   200     403        200   404         403        403     404              403     403         401      403       200           403           403              403       403
      member@admin             401       403   200     403        200   404         200        200     404              200     403         401      403       200           403           403              200       200
      update-member@admin      401       403   403     403        200   404         403        403     404              403     403         401      403       200           403           403              403       403
      remove-member@admin      401       403   403     403        204   404         403        403     404              403     403         401      403       204           403           403              403       403
      temporary-password@admin 401       403   403     403        204   404         204        204     404              204     403         401      403       204           403           403              204       204
      second-factor-reset@admin 401       403   403     403        409   404         409        409     404              409     403         401      403       409           403           403              409       409
      enable-member@admin      401       403   403     403        204   404         403        403     404              403     403         401      403       204           403           403              403       403
      unlock@admin             401       403   403     403        204   404         403        403     404              403     403         401      403       204           403           403              403       403
      sign-out@admin           401       403   403     403        204   404         403        403     404              403     403         401      403       204           403           403              403       403
      change-roles@admin       401       403   403     403        200   404         403        403     404              403     403         401      403       200           403           403              403       403
      """;

  /** How somebody calls. */
  private record Caller(Supplier<@Nullable String> token, Map<String, String> headers) {}

  private final TestOrganizations organizations;
  private final Api api;
  private final Map<String, Caller> callers = new HashMap<>();
  private String plainMember = "";
  private String administrator = "";

  PermissionIT(TestOrganizations organizations, Api api) {
    this.organizations = organizations;
    this.api = api;
  }

  @BeforeAll
  void people(DevStack stack, RealmAdmin admin) {
    Clients clients = new Clients(stack, admin);
    TestOrganization a = organizations.a();
    Actor plain = organizations.memberA();
    Actor disabled = organizations.registered(a, "organization-admin");
    String tokenOfDisabled = disabled.token();
    callers.put("anonymous", new Caller(() -> null, Map.of()));
    callers.put("plain", by(plain));
    callers.put("manager", by(organizations.registered(a, "user-manager")));
    callers.put("accountant", by(organizations.registered(a, "accountant")));
    callers.put("admin", by(organizations.a1()));
    callers.put("other-admin", by(organizations.b1()));
    callers.put("supervisor", by(organizations.m1().administrator()));
    callers.put("officer", by(organizations.m1Officer()));
    callers.put("other-supervisor", by(organizations.m2().administrator()));
    callers.put("central", by(organizations.centralOffice().administrator()));
    Actor helpDesk = organizations.helpDesk();
    callers.put("help-desk", by(helpDesk));
    callers.put("app-for-help-desk", onBehalfOf(helpDesk, clients));
    callers.put("realm-admin", by(organizations.realmAdmin()));
    callers.put("disabled", new Caller(() -> tokenOfDisabled, Map.of()));
    callers.put("app-alone", new Caller(clients::appToken, Map.of()));
    callers.put("app-for-admin", onBehalfOf(organizations.a1(), clients));
    callers.put("app-for-plain", onBehalfOf(plain, clients));
    callers.put("app-for-disabled", onBehalfOf(disabled, clients));
    plainMember = organizations.registeredOnly(a).path("id").asText();
    administrator = organizations.a2().id();
    admin
        .send("PUT", "/users/" + disabled.id(), disabledRepresentation(admin, disabled))
        .expect(204);
  }

  private static Caller by(Actor actor) {
    return new Caller(actor::token, Map.of());
  }

  private static Caller onBehalfOf(Actor actor, Clients clients) {
    return new Caller(clients::appToken, Map.of("Acting-User", actor.id()));
  }

  private static Object disabledRepresentation(RealmAdmin admin, Actor actor) {
    JsonNode user = admin.get("/users/" + actor.id()).expect(200).body();
    ((ObjectNode) user).put("enabled", false);
    return user;
  }

  @ParameterizedTest(name = "{0} by {1}: {2}")
  @MethodSource("cells")
  void callWhenByThenStatus(String row, String column, int expected) {
    Route route = Route.named(row.replace("@admin", ""));
    boolean onAdministrator = row.endsWith("@admin");
    Caller caller = Objects.requireNonNull(callers.get(column));
    boolean succeeds = expected < 300;

    String target = onAdministrator ? administrator : plainMember;
    if (succeeds && route.hasMember() && !route.method().equals("GET")) {
      target = newTarget(onAdministrator);
    }
    Map<String, String> headers = new HashMap<>(caller.headers());
    if (succeeds && route.hasVersion()) {
      headers.put("If-Match", versionFor(route, target));
    }
    Reply reply =
        route.call(
            api,
            caller.token().get(),
            organizations.a().alias(),
            target,
            body(route, onAdministrator, succeeds),
            headers);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(expected);
    if (!succeeds) {
      assertThat(reply.problem()).isNotEmpty();
    }
  }

  private @Nullable Object body(Route route, boolean onAdministrator, boolean succeeds) {
    return switch (route) {
      case ISSUE -> organizations.newFacilityIssue();
      case REGISTER -> organizations.newMember();
      case TEMPORARY_PASSWORD -> succeeds ? Map.of("identification", "折り返しの電話で確認") : route.body();
      case CHANGE_ROLES ->
          Map.of("roles", onAdministrator ? List.of("organization-admin") : List.of());
      default -> route.body();
    };
  }

  private String newTarget(boolean administratorWanted) {
    return (administratorWanted
            ? organizations.registeredOnly(organizations.a(), "organization-admin")
            : organizations.registeredOnly(organizations.a()))
        .path("id")
        .asText();
  }

  private String versionFor(Route route, String target) {
    Route read = route == Route.UPDATE_ORGANIZATION ? Route.ORGANIZATION : Route.MEMBER;
    return read.call(api, organizations.a1().token(), organizations.a().alias(), target)
        .expect(200)
        .body()
        .path("version")
        .asText();
  }

  static Stream<Arguments> cells() {
    List<String[]> lines = TABLE.lines().map(line -> line.strip().split("\\s+", -1)).toList();
    String[] columns = lines.get(0);
    List<Arguments> cells = new ArrayList<>();
    for (String[] line : lines.subList(1, lines.size())) {
      assertThat(line).hasSameSizeAs(columns);
      for (int i = 1; i < columns.length; i++) {
        cells.add(Arguments.of(line[0], columns[i], Integer.parseInt(line[i])));
      }
    }
    return cells.stream();
  }

  @Test
  void tableWhenComparedWithTheRoutesThenHasEachOfThem() {
    assertThat(
            TABLE
                .lines()
                .skip(1)
                .map(line -> Route.named(line.split("[\\s@]", -1)[0]))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Route.values());
  }

  /** So that no route is ever left out of the tests that go through all of them. */
  @Test
  void routesWhenComparedWithTheOpenApiDocumentThenTheSame() throws IOException {
    TreeSet<String> documented = new TreeSet<>();
    String path = "";
    for (String line : Files.readAllLines(Path.of("../docs/api/organization-admin.yaml"))) {
      if (line.matches("  /.*:")) {
        path = line.strip().replaceAll("^.*organization-admin(?=/)|:$", "");
      } else if (line.matches("    (get|put|post|delete|patch|head):")) {
        documented.add(line.strip().replace(":", "").toUpperCase(Locale.ROOT) + " " + path);
      }
    }

    assertThat(documented)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Route.values())
                .map(route -> route.method() + " " + route.template())
                .toList());
  }
}
