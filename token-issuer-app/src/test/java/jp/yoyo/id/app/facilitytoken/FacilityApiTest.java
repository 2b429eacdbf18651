package jp.yoyo.id.app.facilitytoken;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jp.yoyo.id.app.testing.AppTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.ResultActions;

/** What clinic systems call. What an access token has to be is in {@link FacilityAccessTest}. */
@AppTest
final class FacilityApiTest extends TokenTestCase {

  private static final String SELF = "/api/facility/v1/self";

  @Autowired
  FacilityApiTest(ApplicationContext beans) {
    super(beans);
  }

  /** With an access token of that facility. */
  private ResultActions self(String facility) throws Exception {
    return app.perform(get(SELF).with(jwt().jwt(token -> token.claim("facility_id", facility))));
  }

  private static void isProblem(ResultActions answer, int status, String type) throws Exception {
    answer
        .andExpect(status().is(status))
        .andExpect(content().contentTypeCompatibleWith("application/problem+json"))
        .andExpect(jsonPath("$.type").value("urn:yoyo:problem:" + type))
        .andExpect(jsonPath("$.status").value(status))
        .andExpect(jsonPath("$.detail").isNotEmpty())
        .andExpect(jsonPath("$.name").doesNotExist());
  }

  @Test
  void selfWhenNoTokenOrNoneOfOursThenUnauthorized() throws Exception {
    isProblem(
        app.perform(get(SELF)).andExpect(header().string("WWW-Authenticate", "Bearer")),
        401,
        "unauthenticated");
    isProblem(
        app.perform(get(SELF).header("Authorization", "Bearer nonsense"))
            .andExpect(header().string("WWW-Authenticate", "Bearer error=\"invalid_token\"")),
        401,
        "unauthenticated");
  }

  @Test
  void selfWhenTheKeysCannotBeHadThenLater() throws Exception {
    // Well-formed, so that the key is asked for; Keycloak is not there in this test.
    String token =
        "eyJhbGciOiJFUzI1NiIsImtpZCI6ImsxIn0.eyJzdWIiOiJhIn0."
            + "MEUCIQDtbgT1Q0mS3C0dJgN0vQx0JcL3mZ0bq1V4Q3m1T0wq2wIgYb1l8Hk2";
    isProblem(
        app.perform(get(SELF).header("Authorization", "Bearer " + token))
            .andExpect(header().exists("Retry-After")),
        503,
        "unavailable");
  }

  @Test
  void otherPathsWhenAskedThenProblemsToo() throws Exception {
    isProblem(app.perform(get("/api/facility/v1/nothing").with(jwt())), 404, "not-found");
    isProblem(app.perform(post(SELF).with(jwt())), 405, "method-not-allowed");
  }

  @Test
  void selfWhenTheFacilityHasATokenThenItsEntryInTheRegister() throws Exception {
    claimed();

    self("clinic-a")
        .andExpect(status().isOk())
        .andExpect(
            header().string("Cache-Control", org.hamcrest.Matchers.containsString("no-store")))
        .andExpect(jsonPath("$.facilityId").value("clinic-a"))
        .andExpect(jsonPath("$.facilityCode").value(CODE))
        .andExpect(jsonPath("$.name").value("予防クリニック"))
        .andExpect(jsonPath("$.representative").value("予防 花子"))
        .andExpect(jsonPath("$.municipality.code").value("131016"))
        .andExpect(jsonPath("$.municipality.name").value("千代田区"));
  }

  @Test
  void selfWhenSuspendedSinceThenForbidden() throws Exception {
    claimed();
    tokens.suspend("clinic-a");

    isProblem(self("clinic-a"), 403, "facility-suspended");
  }

  @Test
  void selfWhenItsLastTokenWasRevokedSinceThenUnauthorized() throws Exception {
    tokens.revoke("a1", "clinic-a", claimed(), "紛失");

    isProblem(
        self("clinic-a").andExpect(header().exists("WWW-Authenticate")), 401, "unauthenticated");
  }

  @Test
  void selfWhenClosedOrUnknownThenForbidden() throws Exception {
    claimed();
    sql.sql(
            "update facility set state = 'closed', closed_on = current_date where alias ="
                + " 'clinic-a'")
        .update();

    isProblem(self("clinic-a"), 403, "facility-closed");
    isProblem(self("no-such-clinic"), 403, "facility-closed");
  }

  @Test
  void selfWhenKeycloakIsDownThenLater() throws Exception {
    claimed();
    tokens.setDown(true);

    isProblem(self("clinic-a").andExpect(header().exists("Retry-After")), 503, "unavailable");
  }
}
