package jp.yoyo.id.operations.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes records from all threads and writes them from one of its own, in the order in which they
 * come. Nobody who gives a record waits for a disk: if the disk fails, records wait in memory, and
 * when that is full they are counted, and the chain says how many are missing.
 */
final class AuditStream implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(AuditStream.class);

  private static final int BATCH = 500;
  private static final long POLL_MILLIS = 200;

  /**
   * For so long records are gathered that are made safe together. Each time costs the disk what a
   * transaction of the database does, which on a busy node would be hundreds a second.
   */
  private static final long GATHER_MILLIS = 50;

  private static final long LOG_AGAIN_NANOS = 60L * 1_000_000_000;

  /**
   * Where and how.
   *
   * @param directory null for no files
   * @param node name of this node
   * @param largest bytes after which a new file begins
   * @param retention of former files; zero for ever
   * @param waiting records that wait in memory at most
   * @param key of the chain's HMAC; null for plain SHA-256
   * @param copy where each line is printed too; null for nowhere
   */
  record Options(
      @Nullable Path directory,
      String node,
      long largest,
      Duration retention,
      int waiting,
      Chain.@Nullable Key key,
      @Nullable PrintStream copy) {}

  private final Options options;
  private final Clock clock;
  private final Function<AuditRecord, Actors.Known> actors;
  private final BlockingQueue<AuditRecord> queue;
  private final Thread thread;
  private final Duration retry;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private volatile boolean closing;
  private volatile @Nullable String failure;
  private volatile @Nullable String broken;
  private @Nullable AuditFiles files;
  private Chain chain = Chain.START;
  private long lostAndSaid;
  private long loggedAt;
  private boolean begun;

  AuditStream(
      Options options, Clock clock, Duration retry, Function<AuditRecord, Actors.Known> actors) {
    this.options = options;
    this.clock = clock;
    this.retry = retry;
    this.actors = actors;
    this.queue = new ArrayBlockingQueue<>(options.waiting());
    this.thread = new Thread(this::run, "audit-stream");
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Takes a record, at once. Never throws and never waits. */
  void add(AuditRecord record) {
    if (!queue.offer(record)) {
      lost.incrementAndGet();
    }
  }

  /** Lines written since the start. */
  long written() {
    return written.get();
  }

  /** Records lost since the start, because they could not be written for too long. */
  long lost() {
    return lost.get();
  }

  /** Records that wait. */
  int waiting() {
    return queue.size();
  }

  /** Why nothing can be written at the moment; null if all is well. */
  @Nullable String failure() {
    return failure;
  }

  /** Which line of the file found at the start was not as it was written; null if all are. */
  @Nullable String broken() {
    return broken;
  }

  private void run() {
    List<AuditRecord> batch = new ArrayList<>();
    while (true) {
      try {
        if (batch.isEmpty()) {
          AuditRecord next = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
          if (next == null) {
            if (closing) {
              break;
            }
            requireDirectory();
            continue;
          }
          batch.add(next);
          if (!closing) {
            Thread.sleep(GATHER_MILLIS);
          }
          queue.drainTo(batch, BATCH - 1);
        }
        write(batch);
        batch.clear();
      } catch (IOException | RuntimeException e) {
        failed(e);
        if (closing) {
          break;
        }
        pause();
      } catch (InterruptedException e) {
        closing = true;
      }
    }
    finish();
  }

  /** Shows what is wrong as soon as the server starts, and not with the first login. */
  private void requireDirectory() throws IOException {
    Path directory = options.directory();
    if (!begun && directory != null) {
      AuditFiles.requireWritable(directory, options.node());
      succeeded();
    }
  }

  private void write(List<AuditRecord> batch) throws IOException {
    List<String> more = new ArrayList<>();
    if (options.directory() != null) {
      AuditFiles open = opened(more);
      if (open.isRotationDue()) {
        List<String> removed = open.rotate();
        if (!removed.isEmpty()) {
          more.add(ofStream("AUDIT_FILES_REMOVED", Map.of("files", String.join(" ", removed))));
        }
      }
    }
    if (!begun) {
      more.add(ofStream("AUDIT_STARTED", Map.of()));
    }
    long missing = lost.get();
    if (missing > lostAndSaid) {
      more.add(ofStream("AUDIT_LINES_LOST", Map.of("count", missing - lostAndSaid)));
    }
    for (AuditRecord record : batch) {
      more.add(record.json(options.node(), actorOf(record)));
    }
    append(more);
    begun = true;
    lostAndSaid = missing;
  }

  /** A line without the name is better than none. */
  private Actors.Known actorOf(AuditRecord record) {
    try {
      return actors.apply(record);
    } catch (RuntimeException e) {
      LOG.warnf(e, "Who acted could not be looked up for the audit stream");
      return Actors.Known.NOBODY;
    }
  }

  private void append(List<String> fields) throws IOException {
    AuditFiles open = files;
    Chain at = open == null ? chain : open.chain();
    List<String> lines = new ArrayList<>(fields.size());
    for (String each : fields) {
      Chain.Added added = at.add(each, options.key());
      lines.add(added.line());
      at = added.end();
    }
    if (open != null) {
      open.append(lines, at);
      open.sync();
    }
    chain = at;
    PrintStream copy = options.copy();
    if (copy != null) {
      copy.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      copy.flush();
    }
    written.addAndGet(lines.size());
    succeeded();
  }

  private void succeeded() {
    if (failure != null) {
      failure = null;
      LOG.info("The audit stream can be written again");
    }
  }

  private AuditFiles opened(List<String> more) throws IOException {
    AuditFiles known = files;
    if (known != null) {
      return known;
    }
    Path directory = options.directory();
    if (directory == null) {
      throw new IllegalStateException("no directory");
    }
    AuditFiles taken =
        AuditFiles.take(directory, options.node(), options.largest(), options.retention(), clock);
    files = taken;
    LOG.infof("Audit stream: %s", taken.directory());
    String fault = faultIn(taken.directory().resolve(AuditFiles.CURRENT));
    broken = fault;
    if (fault != null) {
      // What is written from here on is proof again: better than nothing at all.
      LOG.errorf("The chain of the audit stream is broken: %s", fault);
      more.add(ofStream("AUDIT_CHAIN_BROKEN", Map.of("found", fault)));
    }
    if (taken.torn() > 0) {
      LOG.warnf("Audit stream: %d bytes of an unfinished line were dropped", taken.torn());
      more.add(ofStream("AUDIT_LINE_UNFINISHED", Map.of("bytes", taken.torn())));
    }
    return taken;
  }

  /** The file that grows; former ones are for the command verify. */
  private @Nullable String faultIn(Path current) {
    try {
      return new Verifier(options.key())
          .verify(List.of(current))
          .broken()
          .map(line -> "line " + line.number() + ": this line " + line.fault().text())
          .orElse(null);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String ofStream(String type, Map<String, Object> details) {
    return AuditRecord.ofStream(type, clock.instant(), details)
        .json(options.node(), Actors.Known.NOBODY);
  }

  private void failed(Exception e) {
    failure = e.toString();
    long now = System.nanoTime();
    if (loggedAt == 0 || now - loggedAt > LOG_AGAIN_NANOS) {
      loggedAt = now;
      LOG.errorf(
          e,
          "The audit stream cannot be written: %d records wait, %d are lost",
          queue.size(),
          lost.get());
    }
  }

  private void pause() {
    try {
      Thread.sleep(retry.toMillis());
    } catch (InterruptedException e) {
      closing = true;
    }
  }

  private void finish() {
    try {
      if (begun) {
        append(List.of(ofStream("AUDIT_STOPPED", Map.of())));
      }
      AuditFiles open = files;
      if (open != null) {
        open.close();
      }
    } catch (IOException | RuntimeException e) {
      failed(e);
    }
  }

  /** Writes what waits, for some seconds at most. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
