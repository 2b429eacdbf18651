package jp.yoyo.id.organizationadmin;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import jp.yoyo.id.organizationadmin.MemberIndex.Stamp;

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
  static final Duration LONGEST = Duration.ofSeconds(10);

  /** Members of all indexes together: some 200 MB at the very most. */
  private static final int MOST_MEMBERS = 500_000;

  static final MemberIndexes ON_THIS_NODE = new MemberIndexes();

  private record Kept(MemberIndex index, Instant built, Instant compared) {

    boolean isRecent(Instant now) {
      return !now.isAfter(built.plus(LONGEST));
    }
  }

  /** In the order of their last use. */
  private final Map<String, Kept> byOrganization = new LinkedHashMap<>(16, 0.75f, true);

  private long members;

  MemberIndexes() {}

  /** The index, if it was compared with the database a moment ago. */
  synchronized Optional<MemberIndex> comparedLately(String organizationId, Instant now) {
    Kept kept = byOrganization.get(organizationId);
    return kept != null && kept.isRecent(now) && now.isBefore(kept.compared().plus(COMPARED))
        ? Optional.of(kept.index())
        : Optional.empty();
  }

  /** The index, if it is recent and of these members. */
  private synchronized Optional<MemberIndex> compare(
      String organizationId, Stamp stamp, Instant now) {
    Kept kept = byOrganization.get(organizationId);
    if (kept == null || !kept.index().isOf(stamp) || !kept.isRecent(now)) {
      return Optional.empty();
    }
    byOrganization.put(organizationId, new Kept(kept.index(), kept.built(), now));
    return Optional.of(kept.index());
  }

  /**
   * Keeps an index that was built from what was read after the given moment.
   *
   * @param now the moment before the reading began: a change in between makes the index age early,
   *     never late
   */
  synchronized void keep(String organizationId, MemberIndex index, Instant now) {
    drop(organizationId);
    byOrganization.put(organizationId, new Kept(index, now, now));
    members += index.size();
    var oldest = byOrganization.entrySet().iterator();
    while (members > MOST_MEMBERS && oldest.hasNext()) {
      members -= oldest.next().getValue().index().size();
      oldest.remove();
    }
  }

  /** Forgets the index, because something that it holds was changed on this node. */
  synchronized void drop(String organizationId) {
    Kept kept = byOrganization.remove(organizationId);
    if (kept != null) {
      members -= kept.index().size();
    }
  }

  /** The index that is kept, or else a new one. */
  MemberIndex get(String organizationId, Stamp stamp, Instant now, Supplier<MemberIndex> build) {
    Optional<MemberIndex> kept = compare(organizationId, stamp, now);
    if (kept.isPresent()) {
      return kept.get();
    }
    MemberIndex built = build.get();
    keep(organizationId, built, now);
    return built;
  }
}
