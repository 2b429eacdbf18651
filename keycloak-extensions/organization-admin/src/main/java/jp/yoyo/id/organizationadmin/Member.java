package jp.yoyo.id.organizationadmin;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jp.yoyo.id.organizationadmin.OrganizationQueries.MemberRow;
import jp.yoyo.id.temporarypassword.TemporaryPasswordMark;
import org.jspecify.annotations.Nullable;

/**
 * A member of an organisation as it stands in the database.
 *
 * @param roles names of the roles that the member holds in this organisation
 * @param locked whether too many wrong passwords keep the user out at this moment
 * @param issuedBefore temporary passwords issued before this second (since 1970) have expired
 */
record Member(MemberRow row, Set<String> roles, boolean locked, long issuedBefore) {

  String id() {
    return row.id();
  }

  String userId() {
    return row.userId();
  }

  /** Whether the user belongs to other organisations as well. */
  boolean memberOfOthers() {
    return row.memberOfOthers();
  }

  @Nullable String attribute(String name) {
    return row.attributes().get(name);
  }

  /** The state of the mail with the temporary password; null once that was changed. */
  @Nullable String mail() {
    return attribute(TemporaryPasswordMark.ISSUED_AT) == null
        ? null
        : attribute(TemporaryPasswordMark.MAIL);
  }

  /** The same member with the mail in that state. */
  Member withMail(String mail) {
    return new Member(row.with(TemporaryPasswordMark.MAIL, mail), roles, locked, issuedBefore);
  }

  /** Seconds since the temporary password was issued. */
  long issuedSecondsAgo(long now) {
    return now - issuedAt();
  }

  /** A mark that nobody can read counts as issued long ago. */
  private long issuedAt() {
    String issuedAt = attribute(TemporaryPasswordMark.ISSUED_AT);
    return issuedAt != null && issuedAt.matches("[0-9]{1,12}") ? Long.parseLong(issuedAt) : 0;
  }

  MemberState state() {
    if (!row.enabled()) {
      return MemberState.DISABLED;
    }
    if (locked) {
      return MemberState.LOCKED;
    }
    if (attribute(TemporaryPasswordMark.ISSUED_AT) == null) {
      return MemberState.ACTIVE;
    }
    return issuedAt() < issuedBefore
        ? MemberState.TEMPORARY_PASSWORD_EXPIRED
        : MemberState.TEMPORARY_PASSWORD_UNCHANGED;
  }

  String version() {
    return Version.of(
        row.lastName(),
        row.firstName(),
        row.email(),
        attribute("lastNameKana"),
        attribute("firstNameKana"),
        attribute("phoneNumber"),
        attribute("department"),
        attribute("locale"),
        String.join(",", new TreeSet<>(roles)));
  }

  /** The member as lists show it. */
  Views.MemberView view() {
    return view(null);
  }

  /**
   * The member.
   *
   * @param refused see {@link MemberRules#refused}
   */
  Views.MemberView view(@Nullable Map<String, String> refused) {
    return new Views.MemberView(
        row.id(),
        row.userId(),
        row.lastName(),
        row.firstName(),
        attribute("lastNameKana"),
        attribute("firstNameKana"),
        row.email(),
        attribute("phoneNumber"),
        attribute("department"),
        attribute("locale"),
        roles.stream().sorted().toList(),
        state().inApi(),
        mail(),
        row.enabled(),
        row.memberOfOthers(),
        row.createdAt(),
        version(),
        refused);
  }
}
