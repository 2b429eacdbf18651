package jp.yoyo.id.app.issuance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.facility.FacilityRegister;
import jp.yoyo.id.app.keycloak.Member;
import jp.yoyo.id.app.keycloak.NewOrganization;
import jp.yoyo.id.app.keycloak.OrganizationAdmin;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.keycloak.OrganizationChange;
import jp.yoyo.id.app.outbox.OutboxHandler;
import jp.yoyo.id.app.outbox.OutboxMessage;
import jp.yoyo.id.app.outbox.OutboxRefused;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Asks Keycloak for an organisation with its first administrator, or for a new temporary password
 * of one. The first is the same however often it is asked, because the alias is ours; the second
 * mails once more at worst, and only the last password works.
 */
@Component
class IssuanceDelivery implements OutboxHandler {

  static final String KIND = "issuance";

  /** Some twenty minutes; then the address is wrong rather than the mail server busy. */
  private static final int MAIL_ATTEMPTS = 8;

  private final Issuances issuances;
  private final FacilityRegister register;
  private final OrganizationAdmin organizationAdmin;
  private final MessageSource texts;
  private final Clock clock;

  IssuanceDelivery(
      Issuances issuances,
      FacilityRegister register,
      OrganizationAdmin organizationAdmin,
      MessageSource texts,
      Clock clock) {
    this.issuances = issuances;
    this.register = register;
    this.organizationAdmin = organizationAdmin;
    this.texts = texts;
    this.clock = clock;
  }

  /**
   * What to do.
   *
   * @param attempt of the issuance; a later one has replaced this message
   * @param identification how the person was identified, for a new temporary password
   * @param locale of whoever reads what went wrong
   */
  record Payload(
      UUID issuanceId, int attempt, String onBehalfOf, String identification, String locale) {}

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void handle(OutboxMessage message) throws OutboxRefused {
    Payload payload = message.payload(Payload.class);
    Issuance issuance = issuances.find(payload.issuanceId()).orElseThrow();
    boolean open =
        issuance.state() == IssuanceState.WAITING || issuance.state() == IssuanceState.MAIL_FAILED;
    if (issuance.attempt() != payload.attempt() || !open) {
      return;
    }
    Locale locale = Locale.forLanguageTag(payload.locale());
    Optional<Facility> facility =
        Optional.ofNullable(issuance.facilityId()).flatMap(register::find);
    if (facility.filter(Facility::isClosed).isPresent()) {
      throw refused(issuance, texts.getMessage("issuance.refused.closed", null, locale), null);
    }
    try {
      if (issuance.memberId() == null) {
        issue(issuance, facility, payload.onBehalfOf(), locale);
      } else {
        organizationAdmin.sendTemporaryPassword(
            payload.onBehalfOf(),
            issuance.alias(),
            issuance.memberId(),
            payload.identification(),
            locale);
        issuances.become(issuance, IssuanceState.MAIL_SENT, null);
      }
    } catch (OrganizationAdminException e) {
      if (e.is("mail-not-sent")) {
        issuances.become(issuance, IssuanceState.MAIL_FAILED, e.detail());
        if (message.attempts() >= MAIL_ATTEMPTS) {
          throw new OutboxRefused(e.detail(), e);
        }
        throw e;
      }
      if (e.isTemporary()) {
        throw e;
      }
      throw refused(issuance, reason(e), e);
    }
  }

  private void issue(
      Issuance issuance, Optional<Facility> facility, String onBehalfOf, Locale locale) {
    Member administrator;
    try {
      administrator =
          organizationAdmin
              .issueOrganization(onBehalfOf, organization(issuance), locale)
              .administrator();
    } catch (OrganizationAdminException e) {
      if (!e.is("organization-taken")) {
        throw e;
      }
      // Nobody else knows the alias: an earlier call has issued it, before it was corrected.
      administrator =
          organizationAdmin.members(onBehalfOf, issuance.alias(), "", 0, 1).items().stream()
              .findFirst()
              .orElseThrow(() -> e);
    }
    facility.ifPresent(current -> bringUpToDate(issuance, current, onBehalfOf));
    IssuanceState state = IssuanceState.ofMember(administrator.state(), administrator.mail());
    issuances.issued(issuance, administrator.id(), administrator.userId(), state);
  }

  /** Somebody may have changed the register while this waited. */
  private void bringUpToDate(Issuance issuance, Facility facility, String onBehalfOf) {
    String code = facility.codeOn(LocalDate.now(clock));
    if (!code.equals(issuance.code()) || !facility.name().equals(issuance.displayName())) {
      organizationAdmin.updateOrganization(
          onBehalfOf,
          facility.alias(),
          new OrganizationChange(code, facility.name(), facility.prefecture()),
          null);
    }
  }

  private OutboxRefused refused(
      Issuance issuance, String reason, @org.jspecify.annotations.Nullable Throwable cause) {
    issuances.become(issuance, IssuanceState.REFUSED, reason);
    return cause == null ? new OutboxRefused(reason) : new OutboxRefused(reason, cause);
  }

  private static String reason(OrganizationAdminException e) {
    String fields =
        e.errors().stream()
            .map(OrganizationAdminException.FieldError::message)
            .collect(Collectors.joining(" "));
    return fields.isEmpty() ? e.detail() : fields;
  }

  private static NewOrganization organization(Issuance issuance) {
    Administrator administrator = issuance.administrator();
    return new NewOrganization(
        issuance.alias(),
        issuance.type().catalogueName(),
        issuance.code().isEmpty() ? null : issuance.code(),
        issuance.displayName(),
        issuance.prefecture().isEmpty() ? null : issuance.prefecture(),
        issuance.supervisorAlias(),
        new NewOrganization.Administrator(
            administrator.userId(),
            administrator.lastName(),
            administrator.firstName(),
            administrator.lastNameKana(),
            administrator.firstNameKana(),
            administrator.email(),
            null,
            null,
            "ja"));
  }
}
