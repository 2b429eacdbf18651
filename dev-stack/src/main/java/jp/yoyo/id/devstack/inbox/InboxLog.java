package jp.yoyo.id.devstack.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * The log file of the inbox; the SMTP library's own messages go there too, and not to the console.
 */
final class InboxLog implements AutoCloseable {

  private static final String LIBRARY = "org.subethamail";

  // Held on purpose: java.util.logging forgets the settings of loggers that nobody holds.
  private final Logger library = Logger.getLogger(LIBRARY);
  private final Logger own = Logger.getAnonymousLogger();
  private final FileHandler handler;

  InboxLog(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    handler = new FileHandler(file.toString().replace("%", "%%"), true);
    handler.setEncoding("UTF-8");
    handler.setFormatter(
        new SimpleFormatter() {
          @Override
          public String format(java.util.logging.LogRecord record) {
            String text =
                record.getInstant() + " " + record.getLevel() + " " + formatMessage(record);
            return text.replaceAll("[\\r\\n\\u0085\\u2028\\u2029]+", " ") + "\n";
          }
        });
    own.setUseParentHandlers(false);
    own.addHandler(handler);
    library.setUseParentHandlers(false);
    library.setLevel(Level.WARNING);
    library.addHandler(handler);
  }

  void line(String text) {
    own.log(Level.INFO, "{0}", text);
  }

  @Override
  public void close() {
    library.removeHandler(handler);
    own.removeHandler(handler);
    handler.close();
  }
}
