package jp.yoyo.id.devstack.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The messages on disk, one {@code .eml} file each, which any mail program opens. What a list needs
 * is held in memory.
 *
 * <p>The name of a file is the time of receipt in microseconds and a number, so that names sort as
 * the messages came.
 */
final class MailStore {

  /** What is held in memory of a message. */
  record Entry(
      String id, Instant receivedAt, String from, List<String> to, String subject, Instant date) {

    boolean isTo(String address) {
      return to.stream().anyMatch(address::equalsIgnoreCase);
    }
  }

  private static final String ENDING = ".eml";

  private final Path directory;
  private final Clock clock;
  private final ConcurrentSkipListMap<String, Entry> entries =
      new ConcurrentSkipListMap<>(Comparator.<String>reverseOrder());
  private long lastMicros;

  MailStore(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
    try {
      Files.createDirectories(directory);
      try (Stream<Path> files = Files.list(directory)) {
        files.filter(file -> file.toString().endsWith(ENDING)).sorted().forEach(this::index);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void index(Path file) {
    String name = file.getFileName().toString();
    String id = name.substring(0, name.length() - ENDING.length());
    try {
      lastMicros = Math.max(lastMicros, Long.parseLong(id));
      entries.put(id, entry(MailParser.parse(id, instant(id), Files.readAllBytes(file))));
    } catch (NumberFormatException e) {
      // not one of ours
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps a message; it is on disk when this returns. */
  synchronized Entry add(List<String> recipients, byte[] message) throws IOException {
    // Ids are unique and grow even when two messages come within a microsecond, or the clock is set
    // back.
    long micros =
        Math.max(lastMicros + 1, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    lastMicros = micros;
    String id = Long.toString(micros);
    byte[] envelope =
        (MailParser.ENVELOPE_HEADER + ": " + String.join(", ", recipients) + "\r\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] whole = new byte[envelope.length + message.length];
    System.arraycopy(envelope, 0, whole, 0, envelope.length);
    System.arraycopy(message, 0, whole, envelope.length, message.length);

    Path draft = directory.resolve(id + ".draft");
    Files.write(draft, whole);
    Files.move(draft, file(id), StandardCopyOption.ATOMIC_MOVE);
    Entry entry = entry(MailParser.parse(id, instant(id), whole));
    entries.put(id, entry);
    return entry;
  }

  /** Newest first. */
  Stream<Entry> entries(Predicate<Entry> condition) {
    return entries.values().stream().filter(condition);
  }

  Optional<Entry> entry(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  /** Empty for an id that is unknown, or deleted meanwhile. */
  Optional<ReceivedMail> read(String id) {
    if (!entries.containsKey(id)) {
      return Optional.empty();
    }
    try {
      return Optional.of(MailParser.parse(id, instant(id), Files.readAllBytes(file(id))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  synchronized void clear() {
    try {
      for (String id : List.copyOf(entries.keySet())) {
        entries.remove(id);
        Files.deleteIfExists(file(id));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String id) {
    return directory.resolve(id + ENDING);
  }

  private static Instant instant(String id) {
    return Instant.EPOCH.plus(Long.parseLong(id), ChronoUnit.MICROS);
  }

  private static Entry entry(ReceivedMail mail) {
    return new Entry(
        mail.id(), mail.receivedAt(), mail.from(), mail.to(), mail.subject(), mail.date());
  }
}
