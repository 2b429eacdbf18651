package jp.yoyo.id.app.facility;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The pairs of neighbouring characters by which the register finds a part of a name. A word of two
 * characters, such as 予防, is one pair: an index of three would not know it.
 */
public final class SearchPairs {

  /** Stands before a name, so that a single character finds the names that begin with it. */
  private static final char START = '^';

  private SearchPairs() {}

  /** As search compares it: width, case, hiragana or katakana, spaces make no difference. */
  public static String normalized(String typed) {
    return KatakanaName.searchKey(typed);
  }

  /** All pairs of some normalised texts. */
  static Set<String> of(String... normalized) {
    Set<String> pairs = new LinkedHashSet<>();
    for (String text : normalized) {
      add(pairs, START + text);
    }
    return pairs;
  }

  /** The pairs that every text has which contains the normalised one. */
  static Set<String> within(String normalized) {
    Set<String> pairs = new LinkedHashSet<>();
    add(
        pairs,
        normalized.codePointCount(0, normalized.length()) == 1 ? START + normalized : normalized);
    return pairs;
  }

  /**
   * As few of the pairs within a normalised text as have all of its characters in them. Enough
   * where the text itself is compared as well; each further pair takes the index its time.
   */
  public static Set<String> covering(String normalized) {
    int[] characters = normalized.codePoints().toArray();
    if (characters.length < 3) {
      return within(normalized);
    }
    Set<String> pairs = new LinkedHashSet<>();
    for (int i = 0; i + 1 < characters.length; i += 2) {
      pairs.add(new String(characters, i, 2));
    }
    pairs.add(new String(characters, characters.length - 2, 2));
    return pairs;
  }

  private static void add(Set<String> pairs, String text) {
    int[] characters = text.codePoints().toArray();
    for (int i = 0; i + 1 < characters.length; i++) {
      pairs.add(new String(characters, i, 2));
    }
  }

  /** For a parameter of type text[]. */
  public static String[] array(Set<String> pairs) {
    return pairs.toArray(String[]::new);
  }

  /** What is a wildcard in a LIKE pattern stands for itself. */
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.chars()
        .forEach(
            c -> {
              if ("\\%_".indexOf(c) >= 0) {
                escaped.append('\\');
              }
              escaped.append((char) c);
            });
    return escaped.toString();
  }
}
