package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.Traces;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A temporary password stands in one mail and nowhere else. */
@ExtendWith(SharedStack.class)
final class SecrecyIT {

  @Test
  void temporaryPasswordWhenIssuedRegisteredAndReissuedThenItIsInTheMailsOnly(
      DevStack stack, TestOrganizations organizations, Actors actors, Api api, RealmAdmin admin)
      throws IOException, SQLException {
    TestOrganization facility = organizations.newFacility();
    String token = facility.administrator().token();
    List<String> answers = new ArrayList<>();
    List<String> secrets = new ArrayList<>();

    Map<String, Object> issue = organizations.newFacilityIssue();
    Instant beforeIssue = Instant.now();
    Reply issued = api.post("/organizations", organizations.m1().administrator().token(), issue);
    answers.add(issued.expect(201) + issued.headers().toString());
    secrets.add(
        actors.awaitTemporaryPassword(
            issued.body().at("/administrator/email").asText(), beforeIssue));

    Instant beforeRegistration = Instant.now();
    Reply registered = api.post(facility.members(), token, organizations.newMember());
    answers.add(registered.expect(201) + registered.headers().toString());
    JsonNode member = registered.body();
    String email = member.path("email").asText();
    secrets.add(actors.awaitTemporaryPassword(email, beforeRegistration));

    Instant beforeReissue = Instant.now();
    String path = facility.members() + "/" + member.path("id").asText();
    Reply reissued = api.post(path + "/temporary-password", token, Map.of());
    answers.add(reissued.expect(204) + reissued.headers().toString());
    secrets.add(actors.awaitTemporaryPassword(email, beforeReissue));

    answers.add(api.get(path, token).toString());
    answers.add(api.get(facility.members(), token).toString());
    answers.add(api.get(facility.path() + "/events", token).toString());
    answers.add(admin.get("/admin-events?max=200").expect(200).text());
    answers.add(admin.get("/events?max=200").expect(200).text());
    answers.add(admin.get("/users/" + member.path("id").asText()).expect(200).text());
    Traces traces = Traces.of(stack);
    // The search itself finds what is there.
    assertThat(traces.tables()).contains(member.path("userId").asText());

    assertThat(secrets).hasSize(3).doesNotHaveDuplicates();
    for (String secret : secrets) {
      for (String form :
          List.of(
              secret,
              secret.substring(1),
              Base64.getEncoder()
                  .withoutPadding()
                  .encodeToString(secret.getBytes(StandardCharsets.UTF_8)))) {
        assertThat(answers).noneMatch(answer -> answer.contains(form));
        traces.assertNone(form);
      }
    }
  }
}
