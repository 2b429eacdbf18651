package jp.yoyo.id.organizationadmin;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jp.yoyo.id.organizationadmin.Audit.Action;
import jp.yoyo.id.temporarypassword.MailNotSentException;
import jp.yoyo.id.temporarypassword.TemporaryPasswordMark;
import jp.yoyo.id.temporarypassword.TemporaryPasswordProvider;
import jp.yoyo.id.temporarypassword.TemporaryPasswordProvider.MailState;
import jp.yoyo.id.temporarypassword.TemporaryPasswordProvider.Notice;
import jp.yoyo.id.temporarypassword.TemporaryPasswordProvider.Prepared;
import jp.yoyo.id.temporarypassword.TooManyReissuesException;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/**
 * Issues accounts: an organisation with its first administrator, a member, a new temporary password
 * (chapters 1, 2, 4 and 5 of the manual).
 *
 * <p>What is created stands in one transaction, marked as not mailed yet. Then the mail goes out
 * with no transaction open. If the mail server refuses, what was created is taken back and the
 * caller is told. If the server dies in between, all that was created is there with the mark, and
 * the same call again (or a reissue) sends the mail.
 */
final class Issuance {

  /**
   * For how long after its beginning an issue that has not mailed yet is taken to be still at it,
   * in seconds. Longer than the mail server's time limits together.
   */
  private static final int IN_PROGRESS_SECONDS = 60;

  /**
   * Attribute of the first administrator: hash of the call that issued the organisation. The same
   * call again changes nothing.
   */
  static final String ISSUE_REQUEST = "issueRequest";

  private static final Pattern ALIAS = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  static final Pattern CODE = Pattern.compile("[A-Za-z0-9-]{1,32}");
  static final Pattern PREFECTURE = Pattern.compile("0[1-9]|[1-3][0-9]|4[0-7]");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final int LONGEST_NAME = 200;

  /** An organisation that was issued now or before. */
  record Issued(
      boolean now,
      OrganizationRow organization,
      Map<String, String> attributes,
      Member administrator) {}

  private final KeycloakSession session;
  private final RealmModel realm;
  private final OrganizationCatalogue catalogue;
  private final OrganizationQueries queries;
  private final OrganizationProvider organizations;
  private final OrganizationRoles roles;
  private final TemporaryPasswordProvider passwords;
  private final Audit audit;

  Issuance(KeycloakSession session, Audit audit) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.catalogue = Catalogues.of(session);
    this.queries = new OrganizationQueries(session);
    this.organizations = session.getProvider(OrganizationProvider.class);
    this.roles = session.getProvider(OrganizationRoles.class);
    this.passwords = session.getProvider(TemporaryPasswordProvider.class);
    this.audit = audit;
  }

  /**
   * Issues an organisation with its first administrator. The same call again changes nothing and
   * mails nothing, unless the first one was cut off before its mail.
   *
   * @param supervisor alias of the supervising organisation, null for one that nobody supervises
   * @throws org.keycloak.services.ErrorResponseException 400, 409 or 502
   */
  Issued organization(Requests.OrganizationIssue wanted, @Nullable String supervisor) {
    check(wanted);
    String alias = Objects.requireNonNull(wanted.alias());
    Requests.NewMember administrator = Objects.requireNonNull(wanted.administrator());
    String request = fingerprint(wanted, supervisor);
    OrganizationRow existing = queries.organization(alias).orElse(null);
    if (existing != null) {
      return again(existing, request);
    }
    OrganizationModel organization;
    UserModel user;
    Prepared prepared;
    String displayName = Objects.requireNonNull(wanted.displayName()).strip();
    try {
      organization = organizations.create(nameOf(wanted.code(), displayName), alias);
      // An equal call at the same moment waits here until this one has ended.
      queries.flush();
      String userId =
          administrator.userId() == null
              ? proposeUserId(wanted.code() == null ? alias : wanted.code())
              : administrator.userId();
      user = new Profile(session).create(userId, administrator, "administrator.");
      user.setSingleAttribute(ISSUE_REQUEST, request);
      organization.setAttributes(
          attributes(wanted.type(), wanted.code(), displayName, wanted.prefecture(), supervisor));
      join(organization, user);
      roles.replace(organization, user, Set.of(catalogue.administrator().name()));
      prepared = passwords.prepare(user, Notice.ACCOUNT_ISSUED, displayName);
      passwords.store(user, prepared, MailState.PENDING);
      audit.record(
          Action.ISSUE_ORGANIZATION,
          alias,
          user.getId(),
          user.getUsername(),
          supervisor == null ? Map.of() : Map.of("supervisor", supervisor));
      queries.flush();
    } catch (ModelDuplicateException e) {
      throw overtaken(alias, request);
    }
    OrganizationRow row = queries.organization(alias).orElseThrow();
    Map<String, String> own = queries.attributesOf(row);
    Member member = new Members(session, row).require(user.getId());
    commitOr(Problem.ISSUE_IN_PROGRESS);
    deliver(prepared, row, member, /* withOrganization= */ true);
    return new Issued(true, row, own, mailed(member));
  }

  /** Another call was faster: was it the same one? */
  private RuntimeException overtaken(String alias, String request) {
    session.getTransactionManager().rollback();
    AtomicBoolean same = new AtomicBoolean();
    Transactions.inNew(
        session,
        other -> {
          OrganizationQueries fresh = new OrganizationQueries(other);
          same.set(
              fresh
                  .organization(alias)
                  .flatMap(row -> fresh.administratorIssuedBy(request, row.groupId()))
                  .isPresent());
        });
    return same.get()
        ? Problem.ISSUE_IN_PROGRESS.retryIn(session, 1)
        : Problem.ORGANIZATION_TAKEN.in(session);
  }

  private Issued again(OrganizationRow existing, String request) {
    // One of several equal calls goes on, the others see what it did.
    queries.lockOrganization(existing.id());
    Map<String, String> attributes = queries.attributesOf(existing);
    String administratorId =
        queries
            .administratorIssuedBy(request, existing.groupId())
            .orElseThrow(() -> Problem.ORGANIZATION_TAKEN.in(session));
    Member member = new Members(session, existing).require(administratorId);
    boolean pending = TemporaryPasswordMark.MAIL_PENDING.equals(member.mail());
    if (!pending) {
      return new Issued(false, existing, attributes, member);
    }
    if (member.issuedSecondsAgo(Time.currentTimeSeconds()) < IN_PROGRESS_SECONDS) {
      throw Problem.ISSUE_IN_PROGRESS.retryIn(session, IN_PROGRESS_SECONDS);
    }
    UserModel user = session.users().getUserById(realm, administratorId);
    Prepared prepared =
        passwords.prepare(
            user,
            Notice.ACCOUNT_ISSUED,
            attributes.getOrDefault(OrganizationAttributes.DISPLAY_NAME, existing.name()));
    passwords.store(user, prepared, MailState.PENDING);
    commitOr(Problem.ISSUE_IN_PROGRESS);
    deliver(prepared, existing, member, /* withOrganization= */ true);
    return new Issued(true, existing, attributes, mailed(member));
  }

  /**
   * Registers a member of an organisation and mails the temporary password.
   *
   * @param granted names of the roles to hold
   * @return the member, with what the caller may not do to him
   * @throws org.keycloak.services.ErrorResponseException 400, 409 or 502
   */
  Views.MemberView member(
      OrganizationAccess access, Requests.NewMember wanted, Set<String> granted) {
    OrganizationRow organization = access.organization();
    OrganizationModel model = access.model();
    String code = access.attributes().get(OrganizationAttributes.CODE);
    String userId =
        wanted.userId() == null
            ? proposeUserId(code == null ? organization.alias() : code)
            : wanted.userId();
    UserModel user;
    Prepared prepared;
    try {
      user = new Profile(session).create(userId, wanted, "");
      join(model, user);
      roles.replace(model, user, granted);
      prepared = passwords.prepare(user, Notice.PASSWORD_ONLY, access.displayName());
      passwords.store(user, prepared, MailState.PENDING);
      audit.record(
          Action.REGISTER_MEMBER,
          organization.alias(),
          user.getId(),
          user.getUsername(),
          Map.of("roles", String.join(",", granted.stream().sorted().toList())));
      queries.flush();
    } catch (ModelDuplicateException e) {
      throw Problem.USER_ID_TAKEN.in(session);
    }
    Member member = new Members(session, organization).require(user.getId());
    Map<String, String> refused = new MemberRules(session, access).refused(member);
    commitOr(Problem.USER_ID_TAKEN);
    MemberIndexes.ON_THIS_NODE.drop(organization.id());
    deliver(prepared, organization, member, /* withOrganization= */ false);
    return mailed(member).view(refused);
  }

  /**
   * Mails a member a new temporary password. The former password counts until the mail server has
   * accepted the mail; then it is dead and all sessions of the user end.
   *
   * @param identification how the person was identified, for the audit; may be empty
   * @throws org.keycloak.services.ErrorResponseException 429 or 502
   */
  void temporaryPassword(OrganizationAccess access, Member member, String identification) {
    UserModel user = session.users().getUserById(realm, member.id());
    try {
      passwords.takeReissue(user);
    } catch (TooManyReissuesException e) {
      throw Problem.TOO_MANY_REISSUES.retryIn(session, e.retryAfterSeconds());
    }
    Prepared prepared = passwords.prepare(user, Notice.PASSWORD_ONLY, access.displayName());
    Transactions.commit(session);
    try {
      prepared.send();
    } catch (MailNotSentException e) {
      passwords.returnReissue(user);
      throw Problem.MAIL_NOT_SENT.in(session);
    }
    Transactions.inNew(
        session,
        other -> {
          UserModel same = other.users().getUserById(other.getContext().getRealm(), member.id());
          if (same == null) {
            throw Problem.NOT_FOUND.in(session);
          }
          other.getProvider(TemporaryPasswordProvider.class).store(same, prepared, MailState.SENT);
          audit
              .in(other)
              .record(
                  Action.SEND_TEMPORARY_PASSWORD,
                  access.organization().alias(),
                  member.id(),
                  member.userId(),
                  identification.isEmpty() ? Map.of() : Map.of("identification", identification));
        });
  }

  /** Mails what stands in the database; takes it back if the mail server refuses. */
  private void deliver(
      Prepared prepared, OrganizationRow organization, Member member, boolean withOrganization) {
    try {
      prepared.send();
    } catch (MailNotSentException e) {
      Transactions.inNew(session, other -> takeBack(other, organization, member, withOrganization));
      MemberIndexes.ON_THIS_NODE.drop(organization.id());
      throw Problem.MAIL_NOT_SENT.in(session);
    }
    Transactions.inNew(
        session,
        other -> {
          UserModel user = other.users().getUserById(other.getContext().getRealm(), member.id());
          if (user != null) {
            other.getProvider(TemporaryPasswordProvider.class).markSent(user);
          }
        });
  }

  private void takeBack(
      KeycloakSession other, OrganizationRow organization, Member member, boolean whole) {
    RealmModel sameRealm = other.getContext().getRealm();
    OrganizationProvider provider = other.getProvider(OrganizationProvider.class);
    OrganizationModel model = provider.getById(organization.id());
    if (whole && model != null) {
      provider.remove(model);
    }
    UserModel user = other.users().getUserById(sameRealm, member.id());
    if (user != null) {
      other.users().removeUser(sameRealm, user);
    }
    audit
        .in(other)
        .record(
            whole ? Action.WITHDRAW_ISSUE : Action.WITHDRAW_REGISTRATION,
            organization.alias(),
            member.id(),
            member.userId(),
            Map.of("reason", "mail-not-sent"));
  }

  /** The member as it stands once the mail has left. */
  private static Member mailed(Member member) {
    return member.withMail(TemporaryPasswordMark.MAIL_SENT);
  }

  private void commitOr(Problem otherwise) {
    try {
      Transactions.commit(session);
    } catch (ModelDuplicateException e) {
      throw otherwise.in(session);
    }
  }

  private void join(OrganizationModel organization, UserModel user) {
    // Unmanaged: removing an organisation must not delete people.
    organizations.addMember(organization, user);
  }

  /** A user ID of the form code-nnn that is free at the moment. */
  String proposeUserId(String code) {
    String prefix = code.toLowerCase(Locale.ROOT) + "-";
    Pattern numbered = Pattern.compile(Pattern.quote(prefix) + "([0-9]{1,8})");
    int highest =
        queries.userIdsBeginning(prefix).stream()
            .map(numbered::matcher)
            .filter(Matcher::matches)
            .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
            .max()
            .orElse(0);
    return prefix + String.format("%03d", highest + 1);
  }

  /** The organisation's name in Keycloak, unique there: code and display name. */
  static String nameOf(@Nullable String code, String displayName) {
    return code == null || code.isEmpty() ? displayName : code + " " + displayName;
  }

  /** The attributes of an organisation, to be completed and set. */
  static Map<String, List<String>> attributes(
      @Nullable String type,
      @Nullable String code,
      String displayName,
      @Nullable String prefecture,
      @Nullable String supervisor) {
    Map<String, List<String>> attributes = new HashMap<>();
    put(attributes, OrganizationAttributes.TYPE, type);
    put(attributes, OrganizationAttributes.CODE, code);
    put(attributes, OrganizationAttributes.DISPLAY_NAME, displayName);
    put(attributes, OrganizationAttributes.PREFECTURE, prefecture);
    put(attributes, OrganizationAttributes.SUPERVISOR, supervisor);
    return attributes;
  }

  static void put(Map<String, List<String>> attributes, String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      attributes.remove(name);
    } else {
      attributes.put(name, List.of(value));
    }
  }

  private void check(Requests.OrganizationIssue wanted) {
    List<Problem.FieldError> errors =
        Stream.of(
                wanted.alias() == null
                    ? required("alias")
                    : unless(ALIAS.matcher(wanted.alias()).matches(), "alias", "alias"),
                wanted.type() == null
                    ? required("type")
                    : unless(catalogue.type(wanted.type()).isPresent(), "type", "type"),
                checkDisplayName(wanted.displayName(), /* mayBeAbsent= */ false),
                checkCode(wanted.code()),
                checkPrefecture(wanted.prefecture()),
                wanted.administrator() == null ? required("administrator") : null,
                wanted.administrator() != null && wanted.administrator().roles() != null
                    ? Problem.field(session, "administrator.roles", "unknown")
                    : null)
            .filter(Objects::nonNull)
            .toList();
    if (!errors.isEmpty()) {
      throw Problem.INVALID.fields(session, errors);
    }
  }

  /**
   * Goes on only if the fields of the update can stand in an organisation.
   *
   * @throws org.keycloak.services.ErrorResponseException 400 with the wrong fields
   */
  void check(Requests.OrganizationUpdate wanted) {
    List<Problem.FieldError> errors =
        Stream.of(
                checkDisplayName(wanted.displayName(), /* mayBeAbsent= */ true),
                checkCode(wanted.code()),
                checkPrefecture(wanted.prefecture()))
            .filter(Objects::nonNull)
            .toList();
    if (!errors.isEmpty()) {
      throw Problem.INVALID.fields(session, errors);
    }
  }

  private Problem.@Nullable FieldError checkDisplayName(
      @Nullable String name, boolean mayBeAbsent) {
    if (name == null) {
      return mayBeAbsent ? null : required("displayName");
    }
    if (name.isBlank()) {
      return required("displayName");
    }
    if (CONTROL.matcher(name).find()) {
      return Problem.field(session, "displayName", "profile");
    }
    return name.length() > LONGEST_NAME
        ? Problem.field(session, "displayName", "too-long", String.valueOf(LONGEST_NAME))
        : null;
  }

  private Problem.@Nullable FieldError checkCode(@Nullable String code) {
    return unless(code == null || CODE.matcher(code).matches(), "code", "code");
  }

  private Problem.@Nullable FieldError checkPrefecture(@Nullable String prefecture) {
    return unless(
        prefecture == null || PREFECTURE.matcher(prefecture).matches(), "prefecture", "profile");
  }

  private Problem.@Nullable FieldError unless(boolean holds, String field, String key) {
    return holds ? null : Problem.field(session, field, key);
  }

  private Problem.FieldError required(String field) {
    return Problem.field(session, field, "required");
  }

  /** What makes two calls the same: all that was sent, and in whose name. */
  private static String fingerprint(
      Requests.OrganizationIssue wanted, @Nullable String supervisor) {
    Requests.NewMember administrator = Objects.requireNonNull(wanted.administrator());
    return Version.of(
        supervisor,
        wanted.alias(),
        wanted.type(),
        wanted.code(),
        wanted.displayName(),
        wanted.prefecture(),
        administrator.userId(),
        administrator.lastName(),
        administrator.firstName(),
        administrator.lastNameKana(),
        administrator.firstNameKana(),
        administrator.email(),
        administrator.phoneNumber(),
        administrator.department(),
        administrator.locale());
  }
}
