package jp.yoyo.id.app.facilitytoken;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.yoyo.id.app.actor.ActingOrganization;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.keycloak.OrganizationAdmin;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.mail.Mails;
import jp.yoyo.id.app.outbox.Outbox;
import jp.yoyo.id.app.outbox.OutboxHandler;
import jp.yoyo.id.app.outbox.OutboxMessage;
import jp.yoyo.id.app.outbox.OutboxRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Tells municipality and central office that somebody tried what nobody should. */
@Component
class TokenAlarm implements OutboxHandler {

  static final String KIND = "facility-token-alarm";
  private static final String TEMPLATE = "facility-token-alarm";

  /** What has happened. */
  enum Cause {
    /** A claim code was entered whose token was claimed already. */
    SECOND_CLAIM,
    /** So many wrong codes that further ones are not looked at. */
    WRONG_CODES;

    String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What the outbox holds. */
  record Payload(UUID application, String cause, String userName) {}

  private final Outbox outbox;
  private final TokenApplications applications;
  private final TokenOffices offices;
  private final OrganizationAdmin keycloak;
  private final Mails mails;
  private final TransactionOperations transactions;

  TokenAlarm(
      Outbox outbox,
      TokenApplications applications,
      TokenOffices offices,
      OrganizationAdmin keycloak,
      Mails mails,
      TransactionOperations transactions) {
    this.outbox = outbox;
    this.applications = applications;
    this.offices = offices;
    this.keycloak = keycloak;
    this.mails = mails;
    this.transactions = transactions;
  }

  /**
   * Within the caller's transaction.
   *
   * @param occasion what makes it one alarm: the same again raises none
   */
  void raise(Actor actor, TokenApplication application, Cause cause, String occasion) {
    outbox.add(
        office(application),
        KIND,
        "%s/%s/%s".formatted(cause.code(), application.id(), occasion),
        application.facility().name(),
        new Payload(application.id(), cause.code(), actor.userName()));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void handle(OutboxMessage message) throws OutboxRefused {
    Payload payload = message.payload(Payload.class);
    TokenApplication application = applications.find(payload.application()).orElseThrow();
    Set<String> all = new LinkedHashSet<>(offices.mails(application.facility().supervisor()));
    own(application.handedOver(), application.facility().supervisor()).ifPresent(all::add);
    if (all.isEmpty()) {
      throw new OutboxRefused("通知先メールアドレスが登録されていません。");
    }
    transactions.executeWithoutResult(
        status -> {
          for (String to : all) {
            mails.send(
                office(application),
                KIND + "/" + message.key() + "/" + to.hashCode(),
                TEMPLATE,
                Locale.JAPANESE,
                to,
                Map.of(
                    "organization", "",
                    "facility", application.facility().name(),
                    "code", application.facility().code(),
                    "referenceNumber", application.referenceNumber(),
                    "application", application.id().toString(),
                    "cause", payload.cause(),
                    "userName", payload.userName()));
          }
        });
  }

  /** The address of the officer who handed over, as far as Keycloak tells it that very user. */
  private Optional<String> own(TokenApplication.@Nullable Signature officer, String office) {
    if (officer == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
          keycloak.member(officer.userId(), office, officer.userId()).email());
    } catch (OrganizationAdminException e) {
      if (e.isTemporary()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** The municipality sees at 「送信状況」 what was sent. */
  private static Actor office(TokenApplication application) {
    return new Actor(
        "-",
        "-",
        "-",
        Locale.JAPANESE,
        new ActingOrganization(
            application.facility().supervisor(), OrganizationType.MUNICIPALITY, "", "", ""),
        Set.of());
  }
}
