package jp.yoyo.id.app.helpdesk;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditHistory;
import jp.yoyo.id.app.audit.AuditRecord;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.bankaccount.BankAccountLookup;
import jp.yoyo.id.app.bankaccount.ReviewList;
import jp.yoyo.id.app.facility.FacilityRegister;
import jp.yoyo.id.app.facility.FacilityRow;
import jp.yoyo.id.app.facility.FacilitySearch;
import jp.yoyo.id.app.issuance.AccountIssuance;
import jp.yoyo.id.app.issuance.Issuance;
import jp.yoyo.id.app.keycloak.FoundMember;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import jp.yoyo.id.app.keycloak.Member;
import jp.yoyo.id.app.keycloak.OrganizationAdmin;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.keycloak.Slice;
import jp.yoyo.id.app.outbox.Outbox;
import jp.yoyo.id.app.outbox.OutboxEntry;
import jp.yoyo.id.app.web.KeyPage;
import jp.yoyo.id.app.web.PageOf;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the help desk of the central office looks up and has done. Each look-up is recorded, and
 * Keycloak asks once more whether the person may: what is shown of members comes from there, on
 * this person's behalf.
 */
@Service
public class HelpDesk {

  static final String OBJECT_TYPE = "help-desk";

  /** As {@link jp.yoyo.id.app.web.ReferenceNumber} makes them. */
  private static final Pattern REFERENCE_NUMBER =
      Pattern.compile("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}");

  /** Neither a user ID nor a mail address has another character. */
  private static final Pattern USER_ID_OR_MAIL = Pattern.compile("[!-~]{3,100}");

  private static final int MOST_RECORDS = 50;

  private final FacilityRegister register;
  private final AccountIssuance issuance;
  private final BankAccountLookup applications;
  private final OrganizationAdmin keycloak;
  private final AuditHistory history;
  private final Outbox outbox;
  private final AuditTrail audit;
  private final TransactionTemplate transactions;

  HelpDesk(
      FacilityRegister register,
      AccountIssuance issuance,
      BankAccountLookup applications,
      OrganizationAdmin keycloak,
      AuditHistory history,
      Outbox outbox,
      AuditTrail audit,
      TransactionTemplate transactions) {
    this.register = register;
    this.issuance = issuance;
    this.applications = applications;
    this.keycloak = keycloak;
    this.history = history;
    this.outbox = outbox;
    this.audit = audit;
    this.transactions = transactions;
  }

  /** Whether the actor may assist: an administrator of the central office may, too. */
  public static boolean mayAssist(Actor actor) {
    return actor.is(OrganizationType.CENTRAL) && actor.may(Permission.ASSIST_USERS);
  }

  /** Whether that is what the actor is here for. */
  public static boolean isHelpDesk(Actor actor) {
    return mayAssist(actor) && !actor.may(Permission.SUPERVISE_ORGANIZATIONS);
  }

  static void require(Actor actor) {
    actor.require(Permission.ASSIST_USERS);
    actor.requireType(OrganizationType.CENTRAL);
  }

  /**
   * What was found.
   *
   * @param users null where Keycloak could not be asked
   */
  public record Found(
      KeyPage<FacilityRow> facilities,
      PageOf<Issuance> accounts,
      @Nullable Slice<FoundMember> users,
      KeyPage<ReviewList.Row> applications,
      List<AuditRecord> records,
      List<OutboxEntry> messages) {

    public boolean isEmpty() {
      return facilities.items().isEmpty()
          && accounts.items().isEmpty()
          && users != null
          && users.items().isEmpty()
          && applications.items().isEmpty()
          && records.isEmpty()
          && messages.isEmpty();
    }
  }

  /** Eight statements and one call of Keycloak. */
  Found search(Actor actor, Search search) {
    require(actor);
    String text = search.text();
    String number = text.toUpperCase(Locale.ROOT);
    boolean isReference = REFERENCE_NUMBER.matcher(number).matches();
    Found found =
        new Found(
            register.search(
                actor, FacilitySearch.ALL.withText(text), search.after(Group.FACILITIES)),
            issuance.searchToAssist(actor, text, search.number(Group.ACCOUNTS)),
            users(actor, text, search.number(Group.USERS)),
            applications.search(actor, text, search.after(Group.APPLICATIONS)),
            isReference ? history.byReferenceNumber(actor, number, MOST_RECORDS) : List.of(),
            isReference ? outbox.byReferenceNumber(number, MOST_RECORDS) : List.of());
    recordLookUp(actor, "search", "", null, Map.of("text", text));
    return found;
  }

  private @Nullable Slice<FoundMember> users(Actor actor, String text, int number) {
    if (!USER_ID_OR_MAIL.matcher(text).matches()) {
      return new Slice<>(List.of(), 0, 0, PageOf.SIZE);
    }
    try {
      return keycloak.findMembers(
          actor.userId(), text, Math.toIntExact(PageOf.skip(number, PageOf.SIZE)), PageOf.SIZE);
    } catch (KeycloakUnavailableException | OrganizationAdminException e) {
      return null;
    }
  }

  /** Somebody has looked at this; who belongs to the facility sees that. */
  void recordLookUp(
      Actor actor,
      String what,
      String objectId,
      @Nullable String organization,
      Map<String, String> details) {
    transactions.executeWithoutResult(
        status ->
            audit.record(
                actor,
                new AuditEvent(
                    "help-desk." + what, OBJECT_TYPE, objectId, organization, List.of(), details)));
  }

  /**
   * Has a new temporary password sent. At once and not later: somebody waits at the telephone, and
   * a password that goes out an hour later ends a session that has begun meanwhile. What is about
   * to be done is recorded first, so that nothing happens without a record.
   *
   * @throws OrganizationAdminException if Keycloak refuses, which is recorded
   * @throws KeycloakUnavailableException if there is no telling whether it was done
   */
  void reissue(Actor actor, String alias, Member member, String identification) {
    require(actor);
    recordLookUp(
        actor,
        "reissue",
        member.id(),
        alias,
        Map.of("member", member.userId(), "identification", identification));
    try {
      keycloak.sendTemporaryPassword(
          actor.userId(), alias, member.id(), identification, actor.locale());
    } catch (OrganizationAdminException e) {
      recordLookUp(
          actor,
          "reissue-refused",
          member.id(),
          alias,
          Map.of("member", member.userId(), "reason", e.title()));
      throw e;
    }
  }
}
