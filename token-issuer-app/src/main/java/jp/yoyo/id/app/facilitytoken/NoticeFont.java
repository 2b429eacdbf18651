package jp.yoyo.id.app.facilitytoken;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.springframework.stereotype.Component;

/**
 * What notices are printed in: BIZ UDGothic, Noto Sans JP for the characters that it lacks (𠮷 of
 * 𠮷田 is one), and 〓 for those that both lack.
 */
@Component
class NoticeFont {

  /** 〓, as printers have always put in the place of a type that they did not have. */
  private static final String LACKING = "〓";

  /** Planes 0 to 3: beyond them there are no characters of Japanese. */
  private static final int END = 0x40000;

  /** One font. */
  private record Font(String family, String resource) {

    InputStream open() {
      return Objects.requireNonNull(
          NoticeFont.class.getResourceAsStream(resource), "The font is not packed: " + resource);
    }
  }

  private static final Font USUAL =
      new Font("BIZ UDGothic", "/reference/font/BIZUDGothic-Regular.ttf");

  private static final Font FALLBACK =
      new Font("Noto Sans JP", "/reference/font/NotoSansJP-Regular.ttf");

  private final BitSet printable = new BitSet(END);

  NoticeFont() {
    addGlyphs(USUAL);
    addGlyphs(FALLBACK);
    printable.set(' ');
    printable.set('\n');
  }

  private void addGlyphs(Font font) {
    try (InputStream file = font.open();
        TrueTypeFont parsed = new TTFParser().parse(new RandomAccessReadBuffer(file))) {
      CmapLookup glyphs = parsed.getUnicodeCmapLookup();
      for (int c = 0; c < END; c++) {
        if (glyphs.getGlyphId(c) != 0) {
          printable.set(c);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For the style sheet: {@code 'A', 'B'}. */
  String families() {
    return "'%s', '%s'".formatted(USUAL.family(), FALLBACK.family());
  }

  /** Of each font, the glyphs that are used go into the file. */
  void embed(PdfRendererBuilder builder) {
    builder.useFont(USUAL::open, USUAL.family(), 400, FontStyle.NORMAL, true);
    builder.useFont(FALLBACK::open, FALLBACK.family(), 400, FontStyle.NORMAL, true);
  }

  /** The characters of a text that cannot be printed, each once. */
  Set<String> lacking(String text) {
    Set<String> lacking = new LinkedHashSet<>();
    text.codePoints()
        .filter(c -> !printable.get(c))
        .forEach(c -> lacking.add(new String(Character.toChars(c))));
    return lacking;
  }

  /** The text with 〓 for what cannot be printed. */
  String printable(String text) {
    StringBuilder printed = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (printable.get(c)) {
                printed.appendCodePoint(c);
              } else {
                printed.append(LACKING);
              }
            });
    return printed.toString();
  }
}
