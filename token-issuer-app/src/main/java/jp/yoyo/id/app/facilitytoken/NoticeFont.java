package jp.yoyo.id.app.facilitytoken;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.springframework.stereotype.Component;

/** BIZ UDGothic, in which notices are printed, and the characters that it lacks: 𠮷 is one. */
@Component
class NoticeFont {

  static final String FAMILY = "BIZ UDGothic";

  /** 〓, as printers have always put in the place of a type that they did not have. */
  private static final String LACKING = "〓";

  private static final String RESOURCE = "/reference/font/BIZUDGothic-Regular.ttf";

  private final CmapLookup glyphs;

  NoticeFont() {
    try (InputStream font = open()) {
      // Not closed: the table of characters is read from it.
      TrueTypeFont parsed = new TTFParser().parse(new RandomAccessReadBuffer(font));
      this.glyphs = parsed.getUnicodeCmapLookup();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static InputStream open() {
    return Objects.requireNonNull(
        NoticeFont.class.getResourceAsStream(RESOURCE), "The font is not packed: " + RESOURCE);
  }

  /** The characters of a text that cannot be printed, each once. */
  Set<String> lacking(String text) {
    Set<String> lacking = new LinkedHashSet<>();
    text.codePoints()
        .filter(c -> !isPrintable(c))
        .forEach(c -> lacking.add(new String(Character.toChars(c))));
    return lacking;
  }

  /** The text with 〓 for what cannot be printed. */
  String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isPrintable(c)) {
                printable.appendCodePoint(c);
              } else {
                printable.append(LACKING);
              }
            });
    return printable.toString();
  }

  private boolean isPrintable(int c) {
    return c == ' ' || c == '\n' || glyphs.getGlyphId(c) != 0;
  }
}
