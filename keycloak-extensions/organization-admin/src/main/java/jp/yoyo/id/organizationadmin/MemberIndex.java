package jp.yoyo.id.organizationadmin;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import jp.yoyo.id.organizationadmin.OrganizationQueries.MemberRow;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs to a large organisation, in the order of user IDs, with what a search looks at.
 *
 * <p>To sort and search 5,000 members costs the database ten times what a page of 50 does, so the
 * order is kept in memory and only the page is read. What a page shows always comes from the
 * database; the index merely says which members stand on it. It is used while {@link Stamp} says
 * that the organisation still has the same members, and not for longer than {@link MemberIndexes}
 * allows, because a changed name has no stamp.
 */
final class MemberIndex {

  /**
   * What tells one set of members from another.
   *
   * @param count how many there are
   * @param sum sum of the hashes of their ids
   */
  record Stamp(long count, long sum) {}

  private final Stamp stamp;
  private final String[] ids;
  private final String[] texts;

  private MemberIndex(Stamp stamp, String[] ids, String[] texts) {
    this.stamp = stamp;
    this.ids = ids;
    this.texts = texts;
  }

  /**
   * @param rows all members
   * @param kana both kana of each member who has them, by id
   */
  static MemberIndex of(Stamp stamp, List<MemberRow> rows, Map<String, String> kana) {
    List<MemberRow> sorted = rows.stream().sorted(Comparator.comparing(MemberRow::userId)).toList();
    String[] ids = sorted.stream().map(MemberRow::id).toArray(String[]::new);
    String[] texts =
        sorted.stream()
            .map(row -> text(row, kana.getOrDefault(row.id(), "")))
            .toArray(String[]::new);
    return new MemberIndex(stamp, ids, texts);
  }

  /** One line for each thing that a search looks at, so that no match runs over two of them. */
  private static String text(MemberRow row, String kana) {
    return String.join(
            "\n",
            row.userId(),
            filled(row.email()),
            filled(row.lastName()) + filled(row.firstName()),
            kana)
        .toLowerCase(Locale.ROOT);
  }

  private static String filled(@Nullable String text) {
    return text == null ? "" : text;
  }

  boolean isOf(Stamp other) {
    return stamp.equals(other);
  }

  int size() {
    return ids.length;
  }

  /** The ids of the members that match, in order. */
  List<String> matching(@Nullable String search, @Nullable Set<String> among) {
    if (search == null && among == null) {
      return Collections.unmodifiableList(Arrays.asList(ids));
    }
    String part = search == null ? "" : search.toLowerCase(Locale.ROOT);
    return IntStream.range(0, ids.length)
        .filter(i -> texts[i].contains(part) && (among == null || among.contains(ids[i])))
        .mapToObj(i -> ids[i])
        .toList();
  }
}
