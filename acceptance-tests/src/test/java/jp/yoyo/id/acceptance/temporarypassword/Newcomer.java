package jp.yoyo.id.acceptance.temporarypassword;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;

/** A member of facility A whose temporary password has come and has not been changed yet. */
record Newcomer(String id, String userId, String email, String temporaryPassword) {

  /** Registers a new one. */
  static Newcomer registered(
      DevStack stack,
      TestOrganizations organizations,
      Api api,
      TestOrganization facility,
      String... roles) {
    Instant before = Instant.now();
    JsonNode member = organizations.registeredOnly(facility, roles);
    String email = member.path("email").asText();
    return new Newcomer(
        member.path("id").asText(),
        member.path("userId").asText(),
        email,
        Actors.temporaryPasswordIn(stack.inbox().awaitMessage(email, before)));
  }

  String path(TestOrganization facility) {
    return facility.members() + "/" + id;
  }

  /** Asks for a new temporary password. */
  Reply reissue(Api api, TestOrganization facility) {
    return api.post(
        path(facility) + "/temporary-password", facility.administrator().token(), Map.of());
  }

  /** Asks for a new temporary password, which must be granted; what the mail brings. */
  Newcomer reissued(DevStack stack, Api api, TestOrganization facility) {
    Instant before = Instant.now();
    reissue(api, facility).expect(204);
    return new Newcomer(
        id, userId, email, Actors.temporaryPasswordIn(awaitMail(stack, before, "仮パスワード通知")));
  }

  /** The first mail since then with these words in its subject. */
  ReceivedMail awaitMail(DevStack stack, Instant after, String subject) {
    return stack
        .inbox()
        .awaitMessage(
            email,
            after,
            mail -> Pattern.compile(subject).matcher(mail.subject()).find(),
            Duration.ofSeconds(20));
  }
}
