package jp.yoyo.id.operations.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import jp.yoyo.id.operations.audit.Verifier.Broken;
import jp.yoyo.id.operations.audit.Verifier.Fault;
import jp.yoyo.id.operations.audit.Verifier.Result;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {

  private static final Verifier PLAIN = Verifier.with(null);
  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path folder = Path.of("");

  @Test
  void verifyWhenNothingWasDoneThenAllLinesAreIntact() throws IOException {
    Result result = PLAIN.verify(List.of(file("audit.jsonl", lines(5, null))));

    assertThat(result.broken()).isEmpty();
    assertThat(result.lines()).isEqualTo(5);
    assertThat(result.firstSeq()).isEqualTo(1);
    assertThat(result.lastSeq()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4})
  void verifyWhenALineWasChangedThenThatLineIsNamed(int index) throws IOException {
    List<String> lines = lines(5, null);
    lines.set(index, lines.get(index).replace("\"type\":\"LOGIN\"", "\"type\":\"LOGOUT\""));

    assertBroken(lines, index + 1, Fault.CHANGED);
  }

  @Test
  void verifyWhenALineWasRemovedThenTheNextOneIsNamed() throws IOException {
    List<String> lines = lines(5, null);
    lines.remove(2);

    assertBroken(lines, 3, Fault.REMOVED_BEFORE);
  }

  @Test
  void verifyWhenTwoLinesChangedPlacesThenTheFirstOfThemIsNamed() throws IOException {
    List<String> lines = lines(5, null);
    Collections.swap(lines, 1, 2);

    assertBroken(lines, 2, Fault.OUT_OF_ORDER);
  }

  @Test
  void verifyWhenALineIsThereTwiceThenTheSecondIsNamed() throws IOException {
    List<String> lines = lines(3, null);
    lines.add(1, lines.get(0));

    assertBroken(lines, 2, Fault.OUT_OF_ORDER);
  }

  /** Whoever replaces a line and writes its hash anew is found by the line that follows. */
  @Test
  void verifyWhenALineWasForgedThenTheNextOneIsNamed() throws IOException {
    List<String> lines = lines(5, null);
    lines.set(2, after(lines.get(1)).add("\"type\":\"LOGOUT\"", null).line());

    assertBroken(lines, 4, Fault.REPLACED_BEFORE);
  }

  @Test
  void verifyWhenAWordStandsBetweenThenThatLineIsNamed() throws IOException {
    List<String> lines = lines(2, null);
    lines.add(1, "{}");

    assertBroken(lines, 2, Fault.NO_LINE);
  }

  @Test
  void verifyWhenALineIsNoTextAnyMoreThenThatLineIsNamed() throws IOException {
    Path file = file("audit.jsonl", lines(3, null));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] = (byte) 0xFF;
    Files.write(file, bytes);

    Broken broken = PLAIN.verify(List.of(file)).broken().orElseThrow();

    assertThat(broken.number()).isEqualTo(2);
    assertThat(broken.fault()).isEqualTo(Fault.CHANGED);
  }

  @Test
  void verifyWhenTheFirstLineOfAFileIsNoneThenItIsNamedInItsPlace() throws IOException {
    List<String> lines = lines(6, null);
    file("audit.jsonl", lines.subList(4, 6));
    file("audit-20260601-000000000000001.jsonl", lines.subList(0, 2));
    Path second = file("audit-20260601-000000000000003.jsonl", List.of("{}", lines.get(3)));

    Broken broken = PLAIN.verify(List.of(folder)).broken().orElseThrow();

    assertThat(broken.file()).isEqualTo(second);
    assertThat(broken.number()).isEqualTo(1);
    assertThat(broken.fault()).isEqualTo(Fault.NO_LINE);
  }

  @Test
  void verifyWhenTheFirstLineIsMissingOfWhatBeginsAtOneThenNothingIsSaidButTheNumber()
      throws IOException {
    List<String> lines = lines(5, null);
    lines.remove(0);

    Result result = PLAIN.verify(List.of(file("audit.jsonl", lines)));

    assertThat(result.broken()).isEmpty();
    assertThat(result.firstSeq()).isEqualTo(2);
  }

  @Test
  void verifyWhenThereAreSeveralFilesThenInTheOrderOfTheirLines() throws IOException {
    List<String> lines = lines(6, null);
    file("audit.jsonl", lines.subList(4, 6));
    file("audit-20260601-000000000000001.jsonl", lines.subList(0, 2));
    file("audit-20260601-000000000000003.jsonl", lines.subList(2, 4));

    assertThat(PLAIN.verify(List.of(folder)).lines()).isEqualTo(6);

    Files.delete(folder.resolve("audit-20260601-000000000000003.jsonl"));
    assertThat(PLAIN.verify(List.of(folder)).broken())
        .contains(new Broken(folder.resolve("audit.jsonl"), 1, Fault.REMOVED_BEFORE));
  }

  @Test
  void verifyWhenThereIsAKeyThenNobodyWithoutItMakesALine() throws IOException {
    Verifier keyed = Verifier.with(KEY);
    List<String> lines = lines(3, new Chain.Key(KEY));
    assertThat(keyed.verify(List.of(file("audit.jsonl", lines))).broken()).isEmpty();

    lines.add(after(lines.get(2)).add("\"type\":\"LOGIN\"", null).line());
    Path forged = file("forged.jsonl", lines);

    assertThat(keyed.verify(List.of(forged)).broken())
        .contains(new Broken(forged, 4, Fault.CHANGED));
  }

  private void assertBroken(List<String> lines, int number, Fault fault) throws IOException {
    Path file = file("audit.jsonl", lines);
    assertThat(PLAIN.verify(List.of(file)).broken())
        .isEqualTo(Optional.of(new Broken(file, number, fault)));
  }

  private Path file(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }

  private static Chain after(String line) {
    Chain.Line parsed = Chain.Line.parse(line).orElseThrow();
    return new Chain(parsed.seq(), parsed.hash());
  }

  private static List<String> lines(int count, Chain.@Nullable Key key) {
    List<String> lines = new ArrayList<>();
    Chain chain = Chain.START;
    for (int i = 0; i < count; i++) {
      Chain.Added added =
          chain.add("\"type\":\"LOGIN\",\"userId\":\"予防 \\\"花子\\\" " + i + "\"", key);
      lines.add(added.line());
      chain = added.end();
    }
    return lines;
  }
}
