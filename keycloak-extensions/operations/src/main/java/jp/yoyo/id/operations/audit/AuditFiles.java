package jp.yoyo.id.operations.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one node: {@code audit.jsonl}, which grows, and those that it became, {@code
 * audit-<day>-<number of the first line>.jsonl}, in the order of their names. For one thread.
 */
final class AuditFiles implements AutoCloseable {

  static final String CURRENT = "audit.jsonl";

  private static final String LOCK = "audit.lock";
  private static final int MOST_PROCESSES = 9;

  /** No line is longer. */
  private static final int LONGEST_LINE = 64 * 1024;

  private static final Pattern FORMER = Pattern.compile("audit-\\d{8}-(\\d{1,18})\\.jsonl");

  private static final Pattern DAY = Pattern.compile("\"time\":\"(\\d{4}-\\d{2}-\\d{2})T");

  private final Path directory;
  private final FileChannel lock;
  private final long largest;
  private final Duration retention;
  private final Clock clock;
  private @Nullable FileChannel file;
  private LocalDate day;
  private long firstSeq;
  private long length;
  private Chain chain;
  private long torn;

  private AuditFiles(
      Path directory, FileChannel lock, long largest, Duration retention, Clock clock)
      throws IOException {
    this.directory = directory;
    this.lock = lock;
    this.largest = largest;
    this.retention = retention;
    this.clock = clock;
    this.day = today();
    this.chain = Chain.START;
    open();
  }

  /**
   * Takes a directory for this process alone; where another process of the machine has it, the next
   * one: {@code node}, {@code node-2}, ….
   *
   * @param largest bytes after which a new file begins
   * @param retention after which former files are removed; zero for never
   */
  static AuditFiles take(Path parent, String node, long largest, Duration retention, Clock clock)
      throws IOException {
    for (int number = 1; number <= MOST_PROCESSES; number++) {
      Path directory = parent.resolve(number == 1 ? node : node + "-" + number);
      createDirectory(directory);
      FileChannel lock = channel(directory.resolve(LOCK));
      if (isTaken(lock)) {
        try {
          return new AuditFiles(directory, lock, largest, retention, clock);
        } catch (IOException | RuntimeException e) {
          // Or the next attempt would find it taken and begin a chain elsewhere.
          lock.close();
          throw e;
        }
      }
      lock.close();
    }
    throw new IOException("Other processes write in all of " + parent.resolve(node) + "…");
  }

  /** Fails where {@link #take} would for want of a directory; takes nothing. */
  static void requireWritable(Path parent, String node) throws IOException {
    Path directory = parent.resolve(node);
    createDirectory(directory);
    if (!Files.isWritable(directory)) {
      throw new AccessDeniedException(directory.toString());
    }
  }

  private static boolean isTaken(FileChannel lock) throws IOException {
    try {
      FileLock taken = lock.tryLock();
      return taken != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  Path directory() {
    return directory;
  }

  /** What the next line continues. */
  Chain chain() {
    return chain;
  }

  /** Bytes of a line that a killed process left unfinished, and that are gone. */
  long torn() {
    return torn;
  }

  /**
   * Adds lines as they are. Either all are in the file or none.
   *
   * @param lines without line breaks, which continue {@link #chain}
   * @param end the chain with them
   */
  void append(List<String> lines, Chain end) throws IOException {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    FileChannel target = opened();
    // What a failure left behind.
    if (target.size() != length) {
      target.truncate(length);
    }
    target.position(length);
    int size = bytes.remaining();
    while (bytes.hasRemaining()) {
      target.write(bytes);
    }
    if (length == 0) {
      firstSeq = chain.seq() + 1;
    }
    length += size;
    chain = end;
  }

  /** Makes sure that what was added survives a loss of power. */
  void sync() throws IOException {
    FileChannel target = file;
    if (target != null) {
      target.force(false);
    }
  }

  /** Whether the next lines belong into a new file. */
  boolean isRotationDue() {
    return length > 0 && (length >= largest || !today().equals(day));
  }

  /**
   * Begins a new file.
   *
   * @return the names of the former files that were removed because their time was over
   */
  List<String> rotate() throws IOException {
    FileChannel former = file;
    if (former != null) {
      former.force(true);
      former.close();
      file = null;
    }
    Path target =
        directory.resolve(
            String.format(
                Locale.ROOT,
                "audit-%s-%015d.jsonl",
                DateTimeFormatter.BASIC_ISO_DATE.format(day),
                firstSeq));
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Files.move(directory.resolve(CURRENT), target);
    length = 0;
    day = today();
    opened();
    return removeOld();
  }

  private List<String> removeOld() throws IOException {
    List<String> removed = new ArrayList<>();
    if (retention.isZero()) {
      return removed;
    }
    Instant limit = clock.instant().minus(retention);
    for (Path old : former(directory)) {
      if (Files.getLastModifiedTime(old).toInstant().isBefore(limit)) {
        Files.delete(old);
        removed.add(String.valueOf(old.getFileName()));
      }
    }
    return removed;
  }

  private void open() throws IOException {
    Path current = directory.resolve(CURRENT);
    if (Files.exists(current)) {
      cutTornLine(current);
    }
    length = Files.exists(current) ? Files.size(current) : 0;
    if (length > 0) {
      firstSeq = firstLine(current).map(Chain.Line::seq).orElse(0L);
    }
    List<Path> files = new ArrayList<>(former(directory));
    if (length > 0) {
      files.add(current);
    }
    if (!files.isEmpty()) {
      Path last = files.get(files.size() - 1);
      Chain.Line line =
          lastLine(last)
              .orElseThrow(
                  () -> new IOException("The last line of " + last + " is none of a chain"));
      chain = new Chain(line.seq(), line.hash());
      if (length > 0) {
        day = dayOf(line);
      }
    }
    opened();
  }

  private LocalDate dayOf(Chain.Line line) {
    Matcher time = DAY.matcher(line.content());
    return time.find() ? LocalDate.parse(time.group(1)) : today();
  }

  private FileChannel opened() throws IOException {
    FileChannel known = file;
    if (known != null && known.isOpen()) {
      return known;
    }
    FileChannel fresh = channel(directory.resolve(CURRENT));
    file = fresh;
    return fresh;
  }

  private void cutTornLine(Path current) throws IOException {
    try (RandomAccessFile content = new RandomAccessFile(current.toFile(), "rw")) {
      long size = content.length();
      long end = size;
      while (end > 0) {
        content.seek(end - 1);
        if (content.read() == '\n') {
          break;
        }
        end--;
      }
      if (end < size) {
        torn = size - end;
        content.setLength(end);
      }
    }
  }

  private static Optional<Chain.Line> lastLine(Path path) throws IOException {
    try (RandomAccessFile content = new RandomAccessFile(path.toFile(), "r")) {
      long size = content.length();
      int most = (int) Math.min(size, LONGEST_LINE);
      byte[] tail = new byte[most];
      content.seek(size - most);
      content.readFully(tail);
      String text = new String(tail, StandardCharsets.UTF_8).stripTrailing();
      return Chain.Line.parse(text.substring(text.lastIndexOf('\n') + 1));
    }
  }

  private static Optional<Chain.Line> firstLine(Path path) throws IOException {
    try (Stream<String> lines = Files.lines(path)) {
      return lines.findFirst().flatMap(Chain.Line::parse);
    }
  }

  /** The files that are complete, the oldest first. */
  static List<Path> former(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(path -> firstSeqInName(path).isPresent()).sorted().toList();
    }
  }

  /** The number of the first line of a complete file; empty if it has not the name of one. */
  static OptionalLong firstSeqInName(Path path) {
    Matcher name = FORMER.matcher(String.valueOf(path.getFileName()));
    return name.matches() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static void createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, onlyOwner(directory, "rwx------"));
    }
  }

  private static FileChannel channel(Path path) throws IOException {
    if (!Files.exists(path)) {
      Files.createFile(path, onlyOwner(path, "rw-------"));
    }
    return FileChannel.open(path, StandardOpenOption.WRITE);
  }

  private static FileAttribute<?>[] onlyOwner(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public void close() throws IOException {
    try (lock;
        FileChannel open = file) {
      if (open != null) {
        open.force(true);
      }
    }
  }
}
