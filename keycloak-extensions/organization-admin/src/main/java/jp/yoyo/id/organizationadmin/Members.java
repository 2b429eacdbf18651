package jp.yoyo.id.organizationadmin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jp.yoyo.id.organizationadmin.MemberIndex.Stamp;
import jp.yoyo.id.organizationadmin.OrganizationQueries.MemberFilter;
import jp.yoyo.id.organizationadmin.OrganizationQueries.MemberRow;
import jp.yoyo.id.organizationadmin.OrganizationQueries.Rows;
import jp.yoyo.id.temporarypassword.TemporaryPasswordMark;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserLoginFailureModel;

/** The members of one organisation, read from the database in a constant number of statements. */
final class Members {

  /** Of more members who were locked lately the list does not ask whether they still are. */
  private static final int MOST_LOCKED = 1000;

  private final KeycloakSession session;
  private final OrganizationRow organization;
  private final OrganizationQueries queries;
  private final OrganizationRoles roles;
  private final RealmModel realm;

  Members(KeycloakSession session, OrganizationRow organization) {
    this.session = session;
    this.organization = organization;
    this.queries = new OrganizationQueries(session);
    this.roles = session.getProvider(OrganizationRoles.class);
    this.realm = session.getContext().getRealm();
  }

  /**
   * A page of the members.
   *
   * @param search part of user ID, name, kana or mail address
   * @param role only those who hold it
   * @param state only those in it
   */
  Views.Page<Views.MemberView> list(
      @Nullable String search,
      @Nullable String role,
      @Nullable MemberState state,
      MemberOrder order,
      Paging paging) {
    Set<String> holders = role == null ? null : roles.holders(organization.id(), role);
    Rows<MemberRow> rows =
        state == null && order == MemberOrder.USER_ID
            ? page(search, holders, paging)
            : queries.members(organization, filter(search, holders, state), order, paging);
    List<Views.MemberView> views = withFacts(rows.rows()).stream().map(Member::view).toList();
    return new Views.Page<>(views, rows.total(), paging.first(), paging.max());
  }

  private Rows<MemberRow> page(
      @Nullable String search, @Nullable Set<String> holders, Paging paging) {
    MemberIndexes indexes = MemberIndexes.ON_THIS_NODE;
    Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
    Optional<MemberIndex> index = indexes.comparedLately(organization.id(), search != null, now);
    if (index.isEmpty()) {
      Stamp stamp = queries.stamp(organization);
      if (stamp.count() <= MemberIndexes.SMALLEST) {
        return search == null && holders == null
            ? new Rows<>(queries.members(organization, MemberOrder.USER_ID, paging), stamp.count())
            : queries.members(
                organization, filter(search, holders, null), MemberOrder.USER_ID, paging);
      }
      index = Optional.of(indexes.get(organization.id(), stamp, search != null, now, source()));
    }
    List<String> matching = index.get().matching(search, holders);
    return new Rows<>(
        queries.members(organization, paging.of(matching), index.get().moreGroups()),
        matching.size());
  }

  private MemberFilter filter(
      @Nullable String search, @Nullable Set<String> ids, @Nullable MemberState state) {
    Set<String> locked = state == null || state == MemberState.DISABLED ? Set.of() : locked();
    return new MemberFilter(search, ids, state, locked, issuedBefore());
  }

  /**
   * The members who are locked at this moment. Locks stand in the cluster's cache alone, which
   * cannot be listed; but Keycloak records an event with each, so whoever is locked has one that is
   * no older than the longest lock.
   */
  private Set<String> locked() {
    long longest =
        Math.max(realm.getMaxFailureWaitSeconds(), realm.getMinimumQuickLoginWaitSeconds());
    long since = Time.currentTimeMillis() - longest * 1000;
    return queries.lockedSince(organization, since, MOST_LOCKED).stream()
        .filter(this::isLocked)
        .collect(Collectors.toUnmodifiableSet());
  }

  private MemberIndexes.Source source() {
    return new MemberIndexes.Source() {
      @Override
      public Map<String, String> userIds() {
        return queries.userIdsOfAllMembers(organization);
      }

      @Override
      public Map<String, String> texts() {
        return queries.textsOfAllMembers(organization);
      }
    };
  }

  /** The member with that id. */
  Optional<Member> find(String id) {
    return queries.member(organization, id).map(row -> withFacts(List.of(row)).get(0));
  }

  /**
   * The member with that id.
   *
   * @throws org.keycloak.services.ErrorResponseException 404 if the organisation has none, whether
   *     or not another one has
   */
  Member require(String id) {
    return find(id).orElseThrow(() -> Problem.NOT_FOUND.in(session));
  }

  private List<Member> withFacts(List<MemberRow> rows) {
    long issuedBefore = issuedBefore();
    OrganizationCatalogue catalogue = Catalogues.of(session);
    return rows.stream()
        .map(
            row ->
                new Member(
                    row,
                    row.roles().stream().filter(catalogue::isRole).collect(Collectors.toSet()),
                    isLocked(row.id()),
                    issuedBefore))
        .toList();
  }

  /** From the cluster's own cache of failures: no statement. */
  private boolean isLocked(String userId) {
    UserLoginFailureModel failures = session.loginFailures().getUserLoginFailure(realm, userId);
    return failures != null && Time.currentTimeSeconds() < failures.getFailedLoginNotBefore();
  }

  private long issuedBefore() {
    return Time.currentTimeSeconds() - TemporaryPasswordMark.validitySeconds(realm);
  }
}
