package jp.yoyo.id.acceptance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import jp.yoyo.id.devstack.login.LoginWalk;
import jp.yoyo.id.devstack.login.Tokens;

/** Logs people in over HTTP, and keeps their tokens while they are valid. */
public final class Actors {

  /** A password that the policy accepts, for everybody. */
  public static final String PASSWORD = "Tanzaku-Renga-42!";

  private static final Pattern TEMPORARY_PASSWORD =
      Pattern.compile("(?m)^■ (?:仮パスワード|Temporary password)\\s+(\\S{16})\\s*$");

  private record Token(String value, Instant until) {}

  private final DevStack stack;
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();

  Actors(DevStack stack) {
    this.stack = stack;
  }

  /** Waits for the mail with the temporary password, changes it, and is then an actor. */
  public Actor firstLogin(String id, String userId, String email, Instant mailedAfter) {
    String temporaryPassword = awaitTemporaryPassword(email, mailedAfter);
    Actor actor = new Actor(id, userId, PASSWORD, email, this);
    keep(
        actor,
        new LoginWalk(stack.keycloakUrl())
            .loginWithTemporaryPassword(userId, temporaryPassword, PASSWORD));
    return actor;
  }

  /** The temporary password that the next mail to this address brings. */
  public String awaitTemporaryPassword(String email, Instant mailedAfter) {
    return temporaryPasswordIn(
        stack
            .inbox()
            .awaitMessage(
                email,
                mailedAfter,
                mail -> TEMPORARY_PASSWORD.matcher(mail.text()).find(),
                Duration.ofSeconds(60)));
  }

  /** The temporary password as the text part shows it. */
  public static String temporaryPasswordIn(ReceivedMail mail) {
    Matcher matcher = TEMPORARY_PASSWORD.matcher(mail.text());
    if (!matcher.find()) {
      throw new AssertionError("No temporary password in: " + mail.subject() + "\n" + mail.text());
    }
    return matcher.group(1);
  }

  /** The grant that gives tokens for user ID and password without any page; no client has it. */
  public Reply passwordGrant(String client, String userId, String password) {
    return Api.exchange(
        HttpClient.newHttpClient(),
        Api.request(
            stack.keycloakUrl() + "/realms/" + DevStack.REALM + "/protocol/openid-connect/token",
            "POST",
            null,
            "grant_type=password&client_id="
                + RealmAdmin.encoded(client)
                + "&username="
                + RealmAdmin.encoded(userId)
                + "&password="
                + RealmAdmin.encoded(password),
            Map.of("Content-Type", "application/x-www-form-urlencoded")));
  }

  String token(Actor actor) {
    Token kept = tokens.get(actor.id());
    if (kept != null && Instant.now().isBefore(kept.until())) {
      return kept.value();
    }
    return keep(actor, new LoginWalk(stack.keycloakUrl()).login(actor.userId(), actor.password()));
  }

  void forget(Actor actor) {
    tokens.remove(actor.id());
  }

  private String keep(Actor actor, Tokens received) {
    // A minute is enough for the call it is asked for.
    Instant until = expiry(received.accessToken()).minus(Duration.ofMinutes(1));
    tokens.put(actor.id(), new Token(received.accessToken(), until));
    return received.accessToken();
  }

  private static Instant expiry(String jwt) {
    try {
      byte[] payload = Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]);
      return Instant.ofEpochSecond(new ObjectMapper().readTree(payload).path("exp").asLong());
    } catch (IOException e) {
      throw new AssertionError("No JWT: " + e.getMessage(), e);
    }
  }
}
