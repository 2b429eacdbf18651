package jp.yoyo.id.devstack.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** Takes mail over SMTP and hands it to the inbox. */
final class SmtpReceiver implements AutoCloseable {

  private static final int LARGEST_MESSAGE = 25 * 1024 * 1024;

  private final Inbox inbox;
  private final InboxLog log;
  private final ExecutorService sessions =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "inbox-smtp");
            thread.setDaemon(true);
            return thread;
          });
  private final SMTPServer server;

  SmtpReceiver(Inbox inbox, int port, InboxLog log) throws IOException {
    this.inbox = inbox;
    this.log = log;
    server =
        SMTPServer.port(port)
            .bindAddress(Inbox.address())
            .hostName("localhost")
            .softwareName("Yoyo ID inbox")
            .messageHandlerFactory(Session::new)
            .executorService(sessions)
            .connectionTimeout(5, TimeUnit.MINUTES)
            .maxMessageSize(LARGEST_MESSAGE)
            .build();
    try {
      server.start();
    } catch (RuntimeException e) {
      sessions.shutdownNow();
      throw new IOException("SMTP cannot listen on port " + port, e);
    }
  }

  int port() {
    return server.getPortAllocated();
  }

  @Override
  public void close() {
    server.stop();
    sessions.shutdownNow();
  }

  private final class Session implements MessageHandler {

    private final List<String> recipients = new ArrayList<>();

    Session(MessageContext context) {}

    @Override
    public void from(String sender) throws RejectException {
      inbox.awaitReadiness();
      if (inbox.mode() == Inbox.Mode.REFUSE) {
        log.line("Refused a mail from " + sender);
        throw new RejectException(554, "5.3.2 This server takes no mail at the moment");
      }
    }

    @Override
    public void recipient(String recipient) {
      recipients.add(recipient);
    }

    @Override
    public @Nullable String data(InputStream message) throws IOException {
      inbox.deliver(recipients, message.readAllBytes());
      return null;
    }

    @Override
    public void done() {}
  }
}
