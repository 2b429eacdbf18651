package jp.yoyo.id.organizationadmin;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import jp.yoyo.id.organizationadmin.MemberIndex.Stamp;
import org.jspecify.annotations.Nullable;

/** The member indexes of the organisations that this node was asked about lately. */
final class MemberIndexes {

  /** Up to here the database sorts and searches in about a millisecond. */
  static final int SMALLEST = 200;

  /**
   * For so long an index counts as being of the organisation's present members without a look. Who
   * was registered or removed on this node shows at once, on another one after this time.
   */
  static final Duration COMPARED = Duration.ofSeconds(1);

  /** A name that was changed on another node is found under its old form for so long at most. */
  static final Duration SEARCHED = Duration.ofSeconds(10);

  /** Members of all indexes together: some 200 MB at the very most. */
  private static final int MOST_MEMBERS = 500_000;

  static final MemberIndexes ON_THIS_NODE = new MemberIndexes();

  /** Reads what an index is made of. */
  interface Source {
    /** The user IDs of all members, by id. */
    Map<String, String> userIds();

    /** What a search looks at of all members, by id. */
    Map<String, String> texts();
  }

  private record Kept(MemberIndex index, Instant compared) {}

  /** In the order of their last use. */
  private final Map<String, Kept> byOrganization = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Of organisations with the same hash one index is built at a time, and the others wait for it.
   */
  private final Object[] building =
      IntStream.range(0, 64).mapToObj(i -> new Object()).toArray(Object[]::new);

  private long members;

  /** How often something was dropped: what is read before that is not kept after it. */
  private long drops;

  MemberIndexes() {}

  /**
   * The index, if it was compared with the database a moment ago.
   *
   * @param searched whether it is needed with its texts
   */
  synchronized Optional<MemberIndex> comparedLately(
      String organizationId, boolean searched, Instant now) {
    Kept kept = byOrganization.get(organizationId);
    return kept != null
            && now.isBefore(kept.compared().plus(COMPARED))
            && isUsable(kept.index(), searched, now)
        ? Optional.of(kept.index())
        : Optional.empty();
  }

  /**
   * The index that is kept if it is of the present members, or else a new one.
   *
   * @param stamp of the present members
   * @param searched whether it is needed with its texts
   * @param now the moment before the stamp was read
   */
  MemberIndex get(
      String organizationId, Stamp stamp, boolean searched, Instant now, Source source) {
    synchronized (building[Math.floorMod(organizationId.hashCode(), building.length)]) {
      long before = drops();
      MemberIndex kept = of(organizationId, stamp);
      MemberIndex index = kept == null ? MemberIndex.of(stamp, source.userIds()) : kept;
      if (!isUsable(index, searched, now)) {
        index = index.withTexts(source.texts(), now);
      }
      keep(organizationId, index, now, before);
      return index;
    }
  }

  private static boolean isUsable(MemberIndex index, boolean searched, Instant now) {
    return !searched || index.hasTextsReadAfter(now.minus(SEARCHED));
  }

  private synchronized @Nullable MemberIndex of(String organizationId, Stamp stamp) {
    Kept kept = byOrganization.get(organizationId);
    return kept != null && kept.index().isOf(stamp) ? kept.index() : null;
  }

  private synchronized long drops() {
    return drops;
  }

  private synchronized void keep(
      String organizationId, MemberIndex index, Instant now, long before) {
    remove(organizationId);
    if (drops != before) {
      return;
    }
    byOrganization.put(organizationId, new Kept(index, now));
    members += index.size();
    var oldest = byOrganization.entrySet().iterator();
    while (members > MOST_MEMBERS && oldest.hasNext()) {
      members -= oldest.next().getValue().index().size();
      oldest.remove();
    }
  }

  /** Forgets the index, because something that it holds was changed on this node. */
  synchronized void drop(String organizationId) {
    drops++;
    remove(organizationId);
  }

  private void remove(String organizationId) {
    Kept kept = byOrganization.remove(organizationId);
    if (kept != null) {
      members -= kept.index().size();
    }
  }
}
