package jp.yoyo.id.organizationadmin;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs to a large organisation, in the order of user IDs, with what a search looks at.
 *
 * <p>To sort and search 5,000 members costs the database ten times what a page of 50 does, so the
 * order is kept in memory and only the page is read. What a page shows comes from the database; the
 * index says which members stand on it, and what a former page has read about the roles of the few
 * who hold some. Both are right for as long as {@link Stamp} says that the organisation still has
 * the same members, because a user ID never changes; the texts have no such stamp and are used only
 * for as long as {@link MemberIndexes} allows.
 */
final class MemberIndex {

  /**
   * What tells one set of members from another.
   *
   * @param count how many there are
   * @param sum sum of the hashes of their ids and of who holds which role
   */
  record Stamp(long count, long sum) {}

  /**
   * A member's groups besides the organisation's own.
   *
   * @param roles the roles in this organisation
   * @param others how many other organisations
   */
  record MoreGroups(Set<String> roles, int others) {

    /** Whether the member is in so many groups in all. */
    boolean isOf(int groups) {
      return groups == 1 + roles.size() + others;
    }

    MoreGroups and(String role) {
      Set<String> all = new HashSet<>(roles);
      all.add(role);
      return new MoreGroups(Set.copyOf(all), others);
    }

    MoreGroups andAnother() {
      return new MoreGroups(roles, others + 1);
    }
  }

  /** Between the texts of two members; no search contains it. */
  private static final char BORDER = '\0';

  /**
   * What a search looks at, all in one: to look through one long text is several times quicker than
   * through thousands of short ones.
   */
  private static final class Texts {

    /** One line for each thing, so that no match runs over two of them; lower case. */
    private final String all;

    /** Where the text of each member begins, in the order of the ids. */
    private final int[] starts;

    /** The moment before the reading began. */
    private final Instant read;

    Texts(String[] ids, Map<String, String> byId, Instant read) {
      StringBuilder text = new StringBuilder();
      this.starts = new int[ids.length];
      for (int i = 0; i < ids.length; i++) {
        starts[i] = text.length();
        text.append(byId.getOrDefault(ids[i], "").toLowerCase(Locale.ROOT)).append(BORDER);
      }
      this.all = text.toString();
      this.read = read;
    }

    /** The positions of the members whose text contains the part, in order. */
    IntStream matching(String part) {
      if (part.indexOf(BORDER) >= 0) {
        return IntStream.empty();
      }
      IntStream.Builder found = IntStream.builder();
      int at = all.indexOf(part);
      while (at >= 0 && at < all.length()) {
        int exact = Arrays.binarySearch(starts, at);
        int member = exact >= 0 ? exact : -exact - 2;
        found.add(member);
        at = member + 1 < starts.length ? all.indexOf(part, starts[member + 1]) : -1;
      }
      return found.build();
    }
  }

  private final Stamp stamp;
  private final String[] ids;
  private final @Nullable Texts texts;
  private final Map<String, MoreGroups> moreGroups;

  private MemberIndex(
      Stamp stamp, String[] ids, @Nullable Texts texts, Map<String, MoreGroups> moreGroups) {
    this.stamp = stamp;
    this.ids = ids;
    this.texts = texts;
    this.moreGroups = moreGroups;
  }

  /**
   * @param userIds of all members, by id
   */
  static MemberIndex of(Stamp stamp, Map<String, String> userIds) {
    return new MemberIndex(
        stamp,
        userIds.entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .toArray(String[]::new),
        /* texts= */ null,
        new ConcurrentHashMap<>());
  }

  /**
   * The same with what a search looks at.
   *
   * @param byId of all members, by id
   * @param read the moment before the reading began
   */
  MemberIndex withTexts(Map<String, String> byId, Instant read) {
    return new MemberIndex(stamp, ids, new Texts(ids, byId, read), moreGroups);
  }

  boolean isOf(Stamp other) {
    return stamp.equals(other);
  }

  /** Whether the texts were read after that moment. */
  boolean hasTextsReadAfter(Instant moment) {
    return texts != null && texts.read.isAfter(moment);
  }

  int size() {
    return ids.length;
  }

  /**
   * What lists have read so far about members who are in more groups than the organisation's own,
   * by id; to be filled. It may be used for as long as the index, by whom the number of groups is
   * still the same.
   */
  Map<String, MoreGroups> moreGroups() {
    return moreGroups;
  }

  /**
   * The ids of the members that match, in order.
   *
   * @param search part of a text; null for all
   * @param among only these; null for all
   * @throws IllegalStateException if there is something to search for in an index without texts
   */
  List<String> matching(@Nullable String search, @Nullable Set<String> among) {
    if (search == null && among == null) {
      return Collections.unmodifiableList(Arrays.asList(ids));
    }
    IntStream positions =
        search == null
            ? IntStream.range(0, ids.length)
            : requireTexts().matching(search.toLowerCase(Locale.ROOT));
    return positions
        .mapToObj(i -> ids[i])
        .filter(id -> among == null || among.contains(id))
        .toList();
  }

  private Texts requireTexts() {
    if (texts == null) {
      throw new IllegalStateException("an index without texts was asked to search");
    }
    return texts;
  }
}
