package jp.yoyo.id.operations.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the files of one node and finds the first line that is not as it was written. */
public final class Verifier {

  private final Chain.@Nullable Key key;

  /**
   * A verifier with the key of the stream.
   *
   * @param key null if the stream has none
   * @throws IllegalArgumentException if it is too short
   */
  public static Verifier with(byte @Nullable [] key) {
    return new Verifier(key == null ? null : new Chain.Key(key));
  }

  Verifier(Chain.@Nullable Key key) {
    this.key = key;
  }

  /** What is wrong with a line. */
  public enum Fault {
    NO_LINE("is no line of an audit stream"),
    CHANGED("was changed"),
    REMOVED_BEFORE("follows a line that was removed"),
    OUT_OF_ORDER("is not in its place: lines were reordered or repeated"),
    REPLACED_BEFORE("does not continue the line before: that one was replaced");

    private final String text;

    Fault(String text) {
      this.text = text;
    }

    /** In words, to follow the place of the line. */
    public String text() {
      return text;
    }
  }

  /**
   * What was found.
   *
   * @param lines that are intact, from the first on
   * @param firstSeq of the first line; 0 if there is none: earlier ones were not given
   * @param lastSeq of the last intact line
   * @param lastHash of the last intact line: to be compared with a copy kept elsewhere
   * @param broken the first line that is wrong
   */
  public record Result(
      long lines, long firstSeq, long lastSeq, String lastHash, Optional<Broken> broken) {}

  /**
   * The first wrong line.
   *
   * @param number of the line in its file, from 1
   */
  public record Broken(Path file, long number, Fault fault) {}

  /**
   * Verifies the lines of the files, in the order of their first lines.
   *
   * @param paths files, or directories with the files of one node each
   */
  public Result verify(List<Path> paths) throws IOException {
    List<Path> files = inOrder(paths);
    Chain chain = Chain.START;
    long firstSeq = 0;
    long count = 0;
    for (Path file : files) {
      try (BufferedReader reader = reader(file)) {
        long number = 0;
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
          number++;
          Optional<Chain.Line> line = Chain.Line.parse(text);
          Fault fault = faultOf(line, count == 0 ? null : chain, files);
          if (fault != null) {
            return new Result(
                count,
                firstSeq,
                chain.seq(),
                chain.hash(),
                Optional.of(new Broken(file, number, fault)));
          }
          Chain.Line intact = line.orElseThrow();
          firstSeq = count == 0 ? intact.seq() : firstSeq;
          chain = new Chain(intact.seq(), intact.hash());
          count++;
        }
      }
    }
    return new Result(count, firstSeq, chain.seq(), chain.hash(), Optional.empty());
  }

  private @Nullable Fault faultOf(
      Optional<Chain.Line> line, @Nullable Chain before, List<Path> files) throws IOException {
    if (line.isEmpty()) {
      return Fault.NO_LINE;
    }
    Chain.Line found = line.get();
    if (!found.isUnchanged(key)) {
      return Fault.CHANGED;
    }
    Chain expected = before == null ? new Chain(found.seq() - 1, found.prev()) : before;
    if (before == null && found.seq() == 1) {
      expected = Chain.START;
    }
    long next = expected.seq() + 1;
    if (found.seq() > next) {
      return isSomewhere(next, files) ? Fault.OUT_OF_ORDER : Fault.REMOVED_BEFORE;
    }
    if (found.seq() < next) {
      return Fault.OUT_OF_ORDER;
    }
    return found.prev().equals(expected.hash()) ? null : Fault.REPLACED_BEFORE;
  }

  private static boolean isSomewhere(long seq, List<Path> files) throws IOException {
    for (Path file : files) {
      try (BufferedReader reader = reader(file)) {
        if (reader.lines().anyMatch(line -> line.startsWith("{\"seq\":" + seq + ","))) {
          return true;
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return false;
  }

  private static List<Path> inOrder(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(AuditFiles.former(path));
        Path current = path.resolve(AuditFiles.CURRENT);
        if (Files.exists(current)) {
          files.add(current);
        }
      } else {
        files.add(path);
      }
    }
    List<Path> ordered = new ArrayList<>();
    for (Path file : files) {
      if (Files.size(file) > 0) {
        ordered.add(file);
      }
    }
    try {
      ordered.sort(Comparator.comparingLong(file -> firstSeq(file).orElse(Long.MAX_VALUE)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return ordered;
  }

  /** By the first line, or where that is none by the name. */
  private static OptionalLong firstSeq(Path file) {
    try (BufferedReader reader = reader(file)) {
      String first = reader.readLine();
      Optional<Chain.Line> line = first == null ? Optional.empty() : Chain.Line.parse(first);
      return line.isPresent() ? OptionalLong.of(line.get().seq()) : AuditFiles.firstSeqInName(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is no text is a changed line, not the end of the reading. */
  private static BufferedReader reader(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
  }
}
