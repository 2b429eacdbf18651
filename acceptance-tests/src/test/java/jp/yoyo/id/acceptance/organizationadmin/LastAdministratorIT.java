package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** An organisation never loses its last administrator, whatever happens at the same moment. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LastAdministratorIT {

  private static final String ADMINISTRATOR = "organization-admin";

  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;

  LastAdministratorIT(TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
  }

  @Test
  void changeRolesWhenLastAdministratorThenConflict() {
    TestOrganization facility = organizations.newFacility();
    Actor only = facility.administrator();
    organizations.registeredOnly(facility, "user-manager");

    Reply reply = demote(facility, only, only);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(409);
    assertThat(reply.problem()).isEqualTo("last-administrator");
  }

  @Test
  void changeRolesWhenTheOtherAdministratorIsDisabledThenHeDoesNotCount() {
    TestOrganization facility = organizations.newFacility();
    Actor first = facility.administrator();
    Actor second = organizations.registered(facility, ADMINISTRATOR);
    disable(facility, first, second).expect(204);

    assertThat(demote(facility, first, first).problem()).isEqualTo("last-administrator");
  }

  @Test
  void changeRolesWhenTheOtherAdministratorWasRemovedThenHeDoesNotCount() {
    TestOrganization facility = organizations.newFacility();
    Actor first = facility.administrator();
    Actor second = organizations.registered(facility, ADMINISTRATOR);
    admin.addMember(organizations.b().alias(), second.id());
    remove(facility, first, second).expect(204);

    assertThat(demote(facility, first, first).problem()).isEqualTo("last-administrator");
  }

  @Test
  void demoteWhenBothDoItToEachOtherAtTheSameMomentThenOneStays() throws Exception {
    race(
        25,
        (facility, first, second) -> demotion(facility, first, second),
        (facility, first, second) -> demotion(facility, second, first));
  }

  @Test
  void demoteWhenBothDoItToThemselvesAtTheSameMomentThenOneStays() throws Exception {
    race(
        15,
        (facility, first, second) -> demotion(facility, first, first),
        (facility, first, second) -> demotion(facility, second, second));
  }

  @Test
  void disableWhenBothDoItToEachOtherAtTheSameMomentThenOneStays() throws Exception {
    race(
        5,
        (facility, first, second) -> () -> disable(facility, first, second),
        (facility, first, second) -> () -> disable(facility, second, first));
  }

  @Test
  void removeWhenBothDoItToEachOtherAtTheSameMomentThenOneStays() throws Exception {
    race(
        5,
        (facility, first, second) -> () -> remove(facility, first, second),
        (facility, first, second) -> () -> remove(facility, second, first));
  }

  @Test
  void removeWhenTheOtherDisablesAtTheSameMomentThenOneStays() throws Exception {
    race(
        3,
        (facility, first, second) -> () -> remove(facility, first, second),
        (facility, first, second) -> () -> disable(facility, second, first));
  }

  @Test
  void removeWhenTheOtherDemotesAtTheSameMomentThenOneStays() throws Exception {
    race(
        3,
        (facility, first, second) -> () -> remove(facility, first, second),
        (facility, first, second) -> demotion(facility, second, first));
  }

  /** What one of two administrators does; what it takes to do it is read beforehand. */
  @FunctionalInterface
  private interface Attempt {
    Callable<Reply> prepared(TestOrganization facility, Actor first, Actor second);
  }

  private void race(int rounds, Attempt one, Attempt other) throws Exception {
    TestOrganization facility = organizations.newFacility();
    Actor first = facility.administrator();
    Actor second = organizations.registered(facility, ADMINISTRATOR);
    for (int round = 0; round < rounds; round++) {
      List<Reply> replies =
          atOnce(one.prepared(facility, first, second), other.prepared(facility, first, second));

      assertOneStays(facility, first, second, replies);
      restore(facility, first, second);
    }
  }

  private void assertOneStays(
      TestOrganization facility, Actor first, Actor second, List<Reply> replies) {
    assertThat(replies.stream().filter(reply -> reply.status() < 300).count())
        .as(replies.toString())
        .isEqualTo(1);
    assertThat(replies)
        .allSatisfy(reply -> assertThat(reply.status()).isIn(200, 204, 401, 403, 404, 409, 412));
    assertThat(administers(facility, first) ^ administers(facility, second))
        .as("exactly one administrator: " + replies)
        .isTrue();
  }

  /** Whether he can log in and administers, as the supervisor sees it. */
  private boolean administers(TestOrganization facility, Actor actor) {
    Reply reply = api.get(facility.member(actor), organizations.m1().administrator().token());
    return reply.status() == 200 && reply.body().path("enabled").asBoolean();
  }

  /** Two administrators again, both with tokens that count. */
  private void restore(TestOrganization facility, Actor first, Actor second) {
    Actor stayed = administers(facility, first) ? first : second;
    Actor gone = stayed.equals(first) ? second : first;
    JsonNode user = admin.get("/users/" + gone.id()).expect(200).body();
    boolean disabled = !user.path("enabled").asBoolean();
    if (disabled) {
      ((ObjectNode) user).put("enabled", true);
      admin.send("PUT", "/users/" + gone.id(), user).expect(204);
    }
    if (api.get(facility.member(gone), stayed.token()).status() == 404) {
      admin.addMember(facility.alias(), gone.id());
    }
    changeRoles(facility, stayed, gone, List.of(ADMINISTRATOR), version(facility, stayed, gone))
        .expect(200);
    if (disabled) {
      gone.newToken();
    }
  }

  private String version(TestOrganization facility, Actor by, Actor of) {
    return api.get(facility.member(of), by.token()).body().path("version").asText();
  }

  private Callable<Reply> demotion(TestOrganization facility, Actor by, Actor on) {
    String version = version(facility, by, on);
    return () -> demote(facility, by, on, version);
  }

  private Reply demote(TestOrganization facility, Actor by, Actor on) {
    return demote(facility, by, on, version(facility, by, on));
  }

  private Reply demote(TestOrganization facility, Actor by, Actor on, String version) {
    return changeRoles(facility, by, on, List.of(), version);
  }

  private Reply changeRoles(
      TestOrganization facility, Actor by, Actor on, List<String> roles, String version) {
    return api.put(facility.member(on) + "/roles", by.token(), version, Map.of("roles", roles));
  }

  private Reply disable(TestOrganization facility, Actor by, Actor on) {
    return api.put(facility.member(on) + "/enabled", by.token(), Map.of("enabled", false));
  }

  private Reply remove(TestOrganization facility, Actor by, Actor on) {
    return api.delete(facility.member(on), by.token());
  }

  /** Both calls as near to each other as two threads get. */
  static List<Reply> atOnce(Callable<Reply> one, Callable<Reply> other)
      throws InterruptedException, ExecutionException {
    CyclicBarrier barrier = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Reply>> replies =
          threads.invokeAll(
              List.of(
                  () -> {
                    barrier.await();
                    return one.call();
                  },
                  () -> {
                    barrier.await();
                    return other.call();
                  }));
      return List.of(replies.get(0).get(), replies.get(1).get());
    } finally {
      threads.shutdown();
    }
  }
}
