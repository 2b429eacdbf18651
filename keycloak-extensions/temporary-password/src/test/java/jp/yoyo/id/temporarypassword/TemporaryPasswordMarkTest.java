package jp.yoyo.id.temporarypassword;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;

class TemporaryPasswordMarkTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00.250Z");
  private static final Duration VALIDITY = Duration.ofDays(3);

  private final Map<String, String> attributes = new HashMap<>();
  private final List<String> requiredActions = new ArrayList<>();
  private @Nullable Instant passwordSetAt = NOW;
  private final UserModel user = user();

  @Test
  void ofWhenPasswordIsTheMarkedOneThenHolds() {
    TemporaryPasswordMark.set(user, NOW.plusSeconds(2));

    assertThat(TemporaryPasswordMark.of(user))
        .hasValueSatisfying(mark -> assertThat(mark.issuedAt()).isEqualTo("2026-06-01T00:00:00Z"));
  }

  @Test
  void ofWhenPasswordWasSetByAnotherRouteThenDoesNotHold() {
    TemporaryPasswordMark.set(user, NOW);
    passwordSetAt = NOW.plusSeconds(60);

    assertThat(TemporaryPasswordMark.of(user)).isEmpty();
  }

  @Test
  void ofWhenRequiredActionWasTakenAwayThenStillHolds() {
    TemporaryPasswordMark.set(user, NOW);
    requiredActions.clear();

    assertThat(TemporaryPasswordMark.of(user)).isPresent();
  }

  @Test
  void ofWhenThereIsNoMarkThenDoesNotHold() {
    requiredActions.add("UPDATE_PASSWORD");

    assertThat(TemporaryPasswordMark.of(user)).isEmpty();
  }

  @Test
  void ofWhenPasswordIsKeptElsewhereThenTheRequiredActionDecides() {
    passwordSetAt = null;
    TemporaryPasswordMark.set(user, NOW);

    assertThat(TemporaryPasswordMark.of(user)).isEmpty();
    requiredActions.add("UPDATE_PASSWORD");
    assertThat(TemporaryPasswordMark.of(user)).isPresent();
  }

  @Test
  void expiredIsTrueFromTheEndOfValidityOn() {
    TemporaryPasswordMark.set(user, NOW);
    TemporaryPasswordMark mark = TemporaryPasswordMark.of(user).orElseThrow();

    assertThat(mark.expired(VALIDITY, Instant.parse("2026-06-03T23:59:59.999Z"))).isFalse();
    assertThat(mark.expired(VALIDITY, Instant.parse("2026-06-04T00:00:00Z"))).isTrue();
  }

  @Test
  void ofWhenMarkIsUnreadableThenDoesNotMakeThePasswordAnOrdinaryOneOfUsersKeptElsewhere() {
    passwordSetAt = null;
    requiredActions.add("UPDATE_PASSWORD");
    attributes.put(TemporaryPasswordMark.ISSUED_AT, "yesterday");

    assertThat(TemporaryPasswordMark.of(user))
        .hasValueSatisfying(mark -> assertThat(mark.expired(VALIDITY, NOW)).isTrue());
  }

  @Test
  void clearTakesAllAway() {
    TemporaryPasswordMark.set(user, NOW);
    TemporaryPasswordMark.setMail(user, TemporaryPasswordProvider.MailState.SENT);
    TemporaryPasswordMark.clear(user);

    assertThat(attributes).isEmpty();
  }

  /** The few methods of the large interfaces that matter here. */
  private UserModel user() {
    InvocationHandler credentials =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getStoredCredentialsByTypeStream" ->
                  Stream.ofNullable(passwordSetAt).map(TemporaryPasswordMarkTest::password);
              default -> throw new UnsupportedOperationException(method.getName());
            };
    SubjectCredentialManager manager = proxy(SubjectCredentialManager.class, credentials);
    return proxy(
        UserModel.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "credentialManager" -> manager;
              case "getFirstAttribute" -> attributes.get(arguments[0]);
              case "setSingleAttribute" ->
                  attributes.put((String) arguments[0], (String) arguments[1]);
              case "removeAttribute" -> attributes.remove(arguments[0]);
              case "getRequiredActionsStream" -> requiredActions.stream();
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private static CredentialModel password(Instant setAt) {
    CredentialModel password = new CredentialModel();
    password.setCreatedDate(setAt.toEpochMilli());
    return password;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            TemporaryPasswordMarkTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
