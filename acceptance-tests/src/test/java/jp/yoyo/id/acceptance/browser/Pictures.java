package jp.yoyo.id.acceptance.browser;

import static java.util.Map.entry;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** Which screenshots the README shows, and under which names. */
final class Pictures {

  static final Map<String, String> OF_README =
      Map.ofEntries(
          entry("login-1280", "login"),
          entry("mail-account-issued-1280", "mail-account-issued"),
          entry("temporary-password-change-1280", "change-temporary-password"),
          entry("console-members-1280", "members"),
          entry("console-hand-over-1280", "hand-over"),
          entry("console-member-1280", "member"),
          entry("console-import-xlsx-1280", "register-many"),
          entry("console-events-1280", "history"),
          entry("app-issuance-run-preview-1280", "issuance-preview"),
          entry("app-bank-review-1280", "bank-account-review"),
          entry("app-facility-detail-facility-1280", "facility-register"),
          entry("app-token-application-1280", "token-application"),
          entry("app-token-upload-preview-1280", "token-upload"),
          entry("app-token-hand-over-1280", "token-hand-over"),
          entry("app-token-shown-1280", "token-shown"),
          entry("app-token-list-1280", "token-list"),
          entry("temporary-password-expired-1280", "temporary-password-expired"),
          entry("login-trouble-1280", "login-trouble"),
          entry("app-inquiry-desk-answered-1280", "inquiry"),
          entry("app-maintenance-preview-1280", "maintenance-preview"),
          entry("maintenance-1280", "maintenance"),
          entry("console-maintenance-1280", "maintenance-console"),
          entry("second-factor-choice-1280", "second-factor"));

  private static final int MOST_COLOURS = 256;

  private Pictures() {}

  /**
   * Writes a picture again with a palette, which takes a third of the space: pages of text have few
   * colours. Where they are more than a palette holds, the least differences go.
   */
  static void reduce(Path png) {
    try {
      BufferedImage picture = ImageIO.read(png.toFile());
      for (int bits = 8; ; bits--) {
        Map<Integer, Integer> palette = palette(picture, bits);
        if (palette.size() <= MOST_COLOURS) {
          ImageIO.write(indexed(picture, bits, palette), "png", png.toFile());
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The colours of the picture at so many bits per channel, and the place of each. */
  private static Map<Integer, Integer> palette(BufferedImage picture, int bits) {
    Map<Integer, Integer> palette = new LinkedHashMap<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        palette.putIfAbsent(rounded(picture.getRGB(x, y), bits), palette.size());
      }
      if (palette.size() > MOST_COLOURS) {
        break;
      }
    }
    return palette;
  }

  private static BufferedImage indexed(
      BufferedImage picture, int bits, Map<Integer, Integer> palette) {
    int[] colours = palette.keySet().stream().mapToInt(Integer::intValue).toArray();
    IndexColorModel model =
        new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage indexed =
        new BufferedImage(
            picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        indexed
            .getRaster()
            .setSample(x, y, 0, palette.getOrDefault(rounded(picture.getRGB(x, y), bits), 0));
      }
    }
    return indexed;
  }

  /** White stays white: the highest value of a channel stays the highest. */
  private static int rounded(int colour, int bits) {
    int steps = (1 << bits) - 1;
    int rounded = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int channel = (colour >> shift) & 0xff;
      rounded |= Math.round(Math.round(channel * steps / 255f) * 255f / steps) << shift;
    }
    return rounded;
  }
}
