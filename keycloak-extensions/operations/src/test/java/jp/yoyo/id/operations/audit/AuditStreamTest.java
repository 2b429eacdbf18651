package jp.yoyo.id.operations.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditStreamTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  @TempDir private Path folder = Path.of("");

  @Test
  void addWhenRestartedThenTheChainGoesOn() throws IOException {
    run(folder, NOON, 3);
    run(folder, NOON, 2);

    assertThat(types(current()))
        .containsExactly(
            "AUDIT_STARTED",
            "E0",
            "E1",
            "E2",
            "AUDIT_STOPPED",
            "AUDIT_STARTED",
            "E0",
            "E1",
            "AUDIT_STOPPED");
    assertIntact(9);
  }

  @Test
  void addWhenADayIsOverThenANewFileContinuesTheChain() throws IOException {
    run(folder, NOON, 2);
    run(folder, NOON.plus(Duration.ofDays(1)), 1);

    assertThat(AuditFiles.former(node()))
        .extracting(path -> path.getFileName().toString())
        .containsExactly("audit-20260601-000000000000001.jsonl");
    assertThat(types(current())).containsExactly("AUDIT_STARTED", "E0", "AUDIT_STOPPED");
    assertIntact(7);
  }

  @Test
  void addWhenAFileIsLargeThenANewOneBegins() throws IOException {
    for (int i = 0; i < 3; i++) {
      AuditStream stream = stream(options(folder, 100, 10, null), NOON, AuditStreamTest::nobody);
      stream.add(record(i));
      stream.close();
    }

    assertThat(AuditFiles.former(node())).hasSize(2);
    assertIntact(9);
  }

  @Test
  void addWhenFormerFilesAreOldThenTheyAreRemovedAndTheChainSaysWhich() throws IOException {
    run(folder, NOON, 1);
    run(folder, NOON.plus(Duration.ofDays(1)), 1);
    Path old = AuditFiles.former(node()).get(0);
    Files.setLastModifiedTime(old, FileTime.from(NOON));
    Files.setLastModifiedTime(current(), FileTime.from(NOON.plus(Duration.ofDays(1))));

    run(folder, NOON.plus(Duration.ofHours(30 * 24 + 12)), 1);

    assertThat(old).doesNotExist();
    assertThat(types(current()))
        .containsExactly("AUDIT_FILES_REMOVED", "AUDIT_STARTED", "E0", "AUDIT_STOPPED");
    assertThat(Verifier.with(null).verify(List.of(node())).firstSeq()).isEqualTo(4);
  }

  @Test
  void addWhenALineWasLeftUnfinishedThenItIsDroppedAndTheChainSaysSo() throws IOException {
    run(folder, NOON, 1);
    Files.writeString(current(), "{\"seq\":4,\"prev\":\"", StandardOpenOption.APPEND);

    run(folder, NOON, 1);

    assertThat(types(current()))
        .contains("AUDIT_LINE_UNFINISHED")
        .endsWith("AUDIT_STARTED", "E0", "AUDIT_STOPPED");
    assertIntact(7);
  }

  @Test
  void addWhenAnotherProcessWritesThereThenTheNextFolderIsTaken() throws IOException {
    AuditStream first = stream(options(folder, 1_000_000, 10, null), NOON, AuditStreamTest::nobody);
    first.add(record(0));
    await(() -> first.written() == 2);

    run(folder, NOON, 1);
    first.close();

    assertThat(types(current())).containsExactly("AUDIT_STARTED", "E0", "AUDIT_STOPPED");
    assertThat(types(folder.resolve("n1-2").resolve(AuditFiles.CURRENT)))
        .containsExactly("AUDIT_STARTED", "E0", "AUDIT_STOPPED");
  }

  @Test
  void addWhenTheDiskFailsThenNobodyWaitsAndWhatWasLostIsCounted() throws IOException {
    Path blocked = folder.resolve("n1");
    Files.writeString(blocked, "a file where the folder should be");
    AuditStream stream = stream(options(folder, 1_000_000, 4, null), NOON, AuditStreamTest::nobody);
    stream.add(record(0));
    await(() -> stream.failure() != null);

    for (int i = 1; i < 20; i++) {
      stream.add(record(i));
    }
    assertThat(stream.lost()).isPositive();
    Files.delete(blocked);
    await(() -> stream.failure() == null && stream.waiting() == 0);
    stream.close();

    assertThat(types(current())).contains("AUDIT_LINES_LOST", "E0").endsWith("AUDIT_STOPPED");
    assertThat(Files.readString(current()))
        .contains("\"type\":\"AUDIT_LINES_LOST\"")
        .contains("\"count\":" + stream.lost());
    assertThat(Verifier.with(null).verify(List.of(node())).broken()).isEmpty();
  }

  @Test
  void startWhenThereIsNoDirectoryThenItShowsBeforeAnythingHappens() throws IOException {
    Path blocked = folder.resolve("n1");
    Files.writeString(blocked, "a file where the folder should be");
    AuditStream stream = stream(options(folder, 1_000_000, 4, null), NOON, AuditStreamTest::nobody);
    await(() -> stream.failure() != null);

    Files.delete(blocked);
    await(() -> stream.failure() == null);
    stream.close();

    assertThat(node()).isEmptyDirectory();
  }

  @Test
  void startWhenALineWasChangedThenItShowsAndTheChainGoesOn() throws IOException {
    run(folder, NOON, 3);
    Files.writeString(current(), Files.readString(current()).replace("\"E1\"", "\"E7\""));
    AuditStream stream = stream(options(folder, 1_000_000, 4, null), NOON, AuditStreamTest::nobody);
    stream.add(record(0));
    await(() -> stream.written() > 0);
    stream.close();

    assertThat(stream.broken()).contains("line 3", "was changed");
    assertThat(stream.failure()).isNull();
    assertThat(types(current())).contains("AUDIT_CHAIN_BROKEN").endsWith("E0", "AUDIT_STOPPED");
  }

  @Test
  void startWhenTheLastLineIsNoneThenNothingIsWrittenUntilTheFileIsAway() throws IOException {
    Files.createDirectories(node());
    Files.writeString(current(), "no line of a chain\n");
    AuditStream stream = stream(options(folder, 1_000_000, 4, null), NOON, AuditStreamTest::nobody);
    stream.add(record(0));
    await(() -> stream.failure() != null);

    assertThat(Files.readString(current())).isEqualTo("no line of a chain\n");
    Files.move(current(), node().resolve("evidence"));
    await(() -> stream.failure() == null && stream.waiting() == 0);
    stream.close();

    assertThat(types(current())).containsExactly("AUDIT_STARTED", "E0", "AUDIT_STOPPED");
    assertThat(folder.resolve("n1-2")).doesNotExist();
  }

  @Test
  void addWhenTheLookUpFailsThenTheStreamGoesOn() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    AuditStream stream =
        stream(
            options(folder, 1_000_000, 10, null),
            NOON,
            record -> {
              if (asked.getCount() > 0) {
                asked.countDown();
                throw new IllegalStateException("no database");
              }
              return new Actors.Known("central-001", "central");
            });
    stream.add(record(0));
    await(() -> stream.written() > 0);
    stream.close();

    assertThat(types(current())).contains("E0");
  }

  @Test
  void addWhenPrintedTooThenTheSameLines() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    AuditStream stream =
        stream(
            options(folder, 1_000_000, 10, new PrintStream(printed, true, StandardCharsets.UTF_8)),
            NOON,
            AuditStreamTest::nobody);
    stream.add(record(0));
    stream.close();

    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(Files.readString(current()));
  }

  private void run(Path directory, Instant now, int records) {
    AuditStream stream =
        stream(options(directory, 1_000_000, 100, null), now, AuditStreamTest::nobody);
    for (int i = 0; i < records; i++) {
      stream.add(record(i));
    }
    stream.close();
  }

  private static AuditStream.Options options(
      Path directory, long largest, int waiting, @Nullable PrintStream copy) {
    return new AuditStream.Options(
        directory, "n1", largest, Duration.ofDays(30), waiting, null, copy);
  }

  private static AuditStream stream(
      AuditStream.Options options, Instant now, Function<AuditRecord, Actors.Known> actors) {
    AuditStream stream =
        new AuditStream(options, Clock.fixed(now, ZoneOffset.UTC), Duration.ofMillis(20), actors);
    stream.start();
    return stream;
  }

  private static Actors.Known nobody(AuditRecord record) {
    return Actors.Known.NOBODY;
  }

  private static AuditRecord record(int number) {
    return AuditRecord.ofStream("E" + number, NOON, Map.of());
  }

  private Path node() {
    return folder.resolve("n1");
  }

  private Path current() {
    return node().resolve(AuditFiles.CURRENT);
  }

  private void assertIntact(long lines) throws IOException {
    Verifier.Result result = Verifier.with(null).verify(List.of(node()));
    assertThat(result.broken()).isEmpty();
    assertThat(result.lines()).isEqualTo(lines);
  }

  private static List<String> types(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.replaceAll(".*\"type\":\"([A-Z0-9_]+)\".*", "$1"))
        .toList();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
