package jp.yoyo.id.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class JournalTest {

  @Test
  void makeWhenOnlyAPlanIsWantedThenNothingIsDone() {
    AtomicInteger calls = new AtomicInteger();
    Journal journal = new Journal(true, Set.of());

    journal.make("a.json", "b", "1", "2", calls::incrementAndGet);

    assertThat(calls).hasValue(0);
    assertThat(journal.changes()).containsExactly(new Change("a.json", "b", "1", "2"));
  }

  @Test
  void makeWhenNothingDiffersThenNothingIsDoneOrWritten() {
    AtomicInteger calls = new AtomicInteger();
    Journal journal = new Journal(false, Set.of());

    journal.make("a.json", "", List.of(), calls::incrementAndGet);

    assertThat(calls).hasValue(0);
    assertThat(journal.changes()).isEmpty();
  }

  @Test
  void makeWhenTheFieldIsASecretThenNeitherSideIsShown() {
    Journal journal = new Journal(false, Set.of());

    journal.make(
        "realm.json",
        "",
        List.of(
            new Difference(
                "smtpServer.password", TextNode.valueOf("before"), TextNode.valueOf("after"))),
        () -> {});

    assertThat(journal.changes())
        .containsExactly(new Change("realm.json", "smtpServer.password", "(secret)", "(secret)"));
  }

  @Test
  void makeWhenASecretStandsInAnotherFieldThenItIsMasked() {
    Journal journal = new Journal(false, Set.of("hunter2"));

    journal.make("a.json", "baseUrl", "x", "https://a/?hunter2", () -> {});

    assertThat(journal.changes())
        .extracting(Change::toString)
        .containsExactly("a.json: baseUrl: x -> https://a/?(secret)");
  }

  @Test
  void makeWhenTheServerRefusesThenTheMessageNamesThePlaceAndNoSecret() {
    Journal journal = new Journal(false, Set.of("hunter2"));

    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(
            () ->
                journal.make(
                    "clients/a.json",
                    "secret",
                    "",
                    "",
                    () -> {
                      throw new RealmConfigException("PUT /x: the server answered 400: hunter2");
                    }))
        .withMessage("clients/a.json: PUT /x: the server answered 400: (secret)");
  }
}
