package jp.yoyo.id.temporarypassword;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransaction;
import org.keycloak.models.KeycloakTransactionManager;

class EvenAnswerTest {

  /** What follows the transaction, in the order in which Keycloak runs it. */
  private final List<KeycloakTransaction> following = new ArrayList<>();

  private final List<String> happened = new ArrayList<>();
  private final KeycloakSession session = session();

  @ParameterizedTest
  @CsvSource({"0, 250", "1, 249", "60, 190", "249, 1", "250, 250", "251, 249", "700, 50"})
  void remainingWhenSomeTimeHasPassedThenToTheNextQuarterOfASecond(long passed, long expected) {
    assertThat(EvenAnswer.remaining(passed * 1_000_000)).isEqualTo(expected * 1_000_000);
  }

  @Test
  void holdWhenSomethingIsHandedOverAndItHoldsAgainThenWaitsOnceBehindIt() {
    EvenAnswer.begin(session, nanos -> happened.add("wait")).hold();
    handOver();
    EvenAnswer.holdAgain(session);

    commit();

    assertThat(happened).containsExactly("handed over", "wait");
  }

  @Test
  void holdWhenNothingIsHandedOverThenWaitsOnce() {
    EvenAnswer.begin(session, nanos -> happened.add("wait")).hold();

    commit();

    assertThat(happened).containsExactly("wait");
  }

  @Test
  void holdAgainWhenTheAnswerDoesNotWaitThenDoesNot() {
    EvenAnswer.begin(session, nanos -> happened.add("wait"));
    handOver();
    EvenAnswer.holdAgain(session);

    commit();

    assertThat(happened).containsExactly("handed over");
  }

  @Test
  void holdAgainWhenTheAnswerIsOfNoConcernThenDoesNothing() {
    EvenAnswer.holdAgain(session);

    assertThat(following).isEmpty();
  }

  private void handOver() {
    following.add(
        new AbstractKeycloakTransaction() {
          @Override
          protected void commitImpl() {
            happened.add("handed over");
          }

          @Override
          protected void rollbackImpl() {
            throw new AssertionError("not rolled back");
          }
        });
  }

  private void commit() {
    following.forEach(
        transaction -> {
          transaction.begin();
          transaction.commit();
        });
  }

  private KeycloakSession session() {
    Map<String, Object> attributes = new HashMap<>();
    KeycloakTransactionManager transactions =
        proxy(
            KeycloakTransactionManager.class,
            (self, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("enlistAfterCompletion");
              following.add((KeycloakTransaction) arguments[0]);
              return null;
            });
    return proxy(
        KeycloakSession.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
              case "getAttribute" -> attributes.get(arguments[0]);
              case "getTransactionManager" -> transactions;
              default -> throw new UnsupportedOperationException(method.toString());
            });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            EvenAnswerTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
