package jp.yoyo.id.devstack.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {

  @TempDir Path directory;

  private Inbox inbox;

  @BeforeEach
  void start() throws IOException {
    inbox = open();
  }

  @AfterEach
  void stop() {
    inbox.close();
  }

  private Inbox open() throws IOException {
    return Inbox.start(directory.resolve("mail"), directory.resolve("inbox.log"), 0, 0);
  }

  @Test
  void messagesWhenAJapaneseMailCameThenEveryPartIsReadable() throws Exception {
    Instant before = Instant.now();
    send("hanako@example.jp", "【予予請求】ユーザID・仮パスワード通知", "本文です。①㈱", "<p>本文です。</p>");

    ReceivedMail mail = inbox.messages().get(0);

    assertThat(mail.subject()).isEqualTo("【予予請求】ユーザID・仮パスワード通知");
    assertThat(mail.from()).isEqualTo("no-reply@yoyo.example");
    assertThat(mail.to()).containsExactly("hanako@example.jp");
    assertThat(mail.text().strip()).isEqualTo("本文です。①㈱");
    assertThat(mail.html().strip()).isEqualTo("<p>本文です。</p>");
    assertThat(mail.receivedAt()).isBetween(before, Instant.now());
    assertThat(mail.source()).contains("Content-Type: multipart/alternative");
  }

  @Test
  void messagesWhenSeveralCameThenTheNewestIsFirst() throws Exception {
    for (String subject : List.of("first", "second", "third")) {
      send("a@example.jp", subject, "text", "html");
    }

    assertThat(inbox.messages())
        .extracting(ReceivedMail::subject)
        .containsExactly("third", "second", "first");
  }

  @Test
  void messagesToWhenAnAddressIsPartOfAnotherThenOnlyItsOwnCome() throws Exception {
    send("a@example.jp", "for a", "text", "html");
    send("aa@example.jp", "for aa", "text", "html");

    assertThat(inbox.messagesTo("A@example.jp"))
        .extracting(ReceivedMail::subject)
        .containsExactly("for a");
  }

  @Test
  void startWhenMessagesAreOnDiskThenTheyAreThereAgain() throws Exception {
    send("a@example.jp", "件名", "text", "<b>html</b>");
    ReceivedMail before = inbox.messages().get(0);

    inbox.close();
    inbox = open();

    assertThat(inbox.messages()).containsExactly(before);
  }

  @Test
  void startWhenAFileIsNotOursThenItIsLeftAlone() throws Exception {
    inbox.close();
    Path other = Files.writeString(directory.resolve("mail").resolve("notes.eml"), "no mail");

    inbox = open();

    assertThat(inbox.messages()).isEmpty();
    assertThat(other).exists();
  }

  @Test
  void clearWhenThereAreMessagesThenTheyAreGoneFromDisk() throws Exception {
    send("a@example.jp", "subject", "text", "html");

    inbox.clear();

    assertThat(inbox.messages()).isEmpty();
    assertThat(directory.resolve("mail")).isEmptyDirectory();
  }

  @Test
  void awaitMessageWhenItComesLaterThenItIsReturned() throws Exception {
    Instant before = Instant.now();
    CompletableFuture<ReceivedMail> awaited =
        CompletableFuture.supplyAsync(() -> inbox.awaitMessage("a@example.jp", before));

    send("a@example.jp", "subject", "text", "html");

    assertThat(awaited.get().subject()).isEqualTo("subject");
  }

  @Test
  void awaitMessageWhenOnlyAnOlderOneIsThereThenItTellsWhatCame() throws Exception {
    send("a@example.jp", "older", "text", "html");
    Instant before = Instant.now();
    send("b@example.jp", "another", "text", "html");

    assertThatThrownBy(
            () -> inbox.awaitMessage("a@example.jp", before, mail -> true, Duration.ofMillis(100)))
        .isInstanceOf(MailNotReceivedException.class)
        .hasMessageContaining("b@example.jp: another")
        .hasMessageNotContaining("older");
  }

  @Test
  void modeWhenRefusingThenTheSenderIsToldAndNothingIsKept() throws Exception {
    inbox.setMode(Inbox.Mode.REFUSE);

    assertThatThrownBy(() -> send("a@example.jp", "subject", "text", "html"))
        .isInstanceOf(MessagingException.class)
        .hasStackTraceContaining("554");
    assertThat(inbox.messages()).isEmpty();

    inbox.setMode(Inbox.Mode.NORMAL);
    send("a@example.jp", "again", "text", "html");
    assertThat(inbox.messages()).hasSize(1);
  }

  @Test
  void modeWhenHangingThenTheSenderWaitsUntilItGivesUp() {
    inbox.setMode(Inbox.Mode.HANG);
    long start = System.nanoTime();

    assertThatThrownBy(
            () -> Mails.send(inbox.smtpPort(), 500, "a@example.jp", "subject", "text", "html"))
        .isInstanceOf(MessagingException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(450));
    assertThat(inbox.messages()).isEmpty();
  }

  @Test
  void modeWhenHangingEndsThenTheMailArrives() throws Exception {
    inbox.setMode(Inbox.Mode.HANG);
    Instant before = Instant.now();
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(
            () -> {
              try {
                send("a@example.jp", "late", "text", "html");
              } catch (MessagingException e) {
                throw new IllegalStateException(e);
              }
            });

    assertThatThrownBy(
            () -> inbox.awaitMessage("a@example.jp", before, mail -> true, Duration.ofMillis(300)))
        .isInstanceOf(MailNotReceivedException.class);
    inbox.setMode(Inbox.Mode.NORMAL);

    assertThat(inbox.awaitMessage("a@example.jp", before).subject()).isEqualTo("late");
    sending.get();
  }

  @Test
  void modeWhenSlowThenTheMailArrivesAfterASecond() throws Exception {
    inbox.setMode(Inbox.Mode.SLOW);
    long start = System.nanoTime();

    send("a@example.jp", "slow", "text", "html");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(950));
    assertThat(inbox.messages()).hasSize(1);
  }

  @Test
  void logWhenASubjectHasLineBreaksThenItStaysOnOneLine() throws Exception {
    inbox.deliver(
        List.of("a@example.jp"),
        "Subject: =?UTF-8?Q?one=0D=0A2026_INFO_forged?=\r\n\r\ntext"
            .getBytes(StandardCharsets.UTF_8));

    assertThat(Files.readAllLines(directory.resolve("inbox.log")))
        .noneMatch(line -> line.startsWith("2026 INFO forged"));
  }

  @Test
  void messagesWhenAMessageIsBrokenThenItIsShownAsItIs() throws Exception {
    inbox.deliver(
        List.of("a@example.jp"),
        "Content-Type: text/plain; charset=no-such\r\nFrom: <<>\r\nDate: never\r\n\r\nbody"
            .getBytes(StandardCharsets.UTF_8));

    assertThat(inbox.messages().get(0).text()).contains("body");
  }

  private void send(String to, String subject, String text, String html) throws MessagingException {
    Mails.send(inbox.smtpPort(), to, subject, text, html);
  }
}
