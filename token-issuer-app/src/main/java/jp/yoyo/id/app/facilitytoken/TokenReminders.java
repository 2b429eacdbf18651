package jp.yoyo.id.app.facilitytoken;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jp.yoyo.id.app.actor.ActingOrganization;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.facility.FacilityRegister;
import jp.yoyo.id.app.keycloak.FacilityTokens;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.mail.Mails;
import jp.yoyo.id.app.outbox.Outbox;
import jp.yoyo.id.app.outbox.OutboxHandler;
import jp.yoyo.id.app.outbox.OutboxMessage;
import jp.yoyo.id.app.outbox.OutboxRefused;
import jp.yoyo.id.app.web.Dates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Reminds facilities 90, 30 and 7 days before a token ends, once each. */
@Component
class TokenReminders implements OutboxHandler {

  static final String KIND = "facility-token-reminder";
  private static final Logger LOG = LoggerFactory.getLogger(TokenReminders.class);
  private static final String TEMPLATE = "facility-token-reminder";
  private static final List<Integer> DAYS = List.of(90, 30, 7);
  private static final int AT_ONCE = 500;

  /** What the outbox holds. */
  record Payload(String token, int days) {}

  private final KnownTokens tokens;
  private final FacilityTokens keycloak;
  private final FacilityRegister register;
  private final Outbox outbox;
  private final Mails mails;
  private final JdbcClient database;
  private final TransactionOperations transactions;

  TokenReminders(
      KnownTokens tokens,
      FacilityTokens keycloak,
      FacilityRegister register,
      Outbox outbox,
      Mails mails,
      JdbcClient database,
      TransactionOperations transactions) {
    this.tokens = tokens;
    this.keycloak = keycloak;
    this.register = register;
    this.outbox = outbox;
    this.mails = mails;
    this.database = database;
    this.transactions = transactions;
  }

  /** Each morning. Two processes remind no more than one. */
  @Scheduled(cron = "0 10 8 * * *", zone = "Asia/Tokyo")
  void remind() {
    int reminded = 0;
    for (int i = 0; i < DAYS.size(); i++) {
      int days = DAYS.get(i);
      int next = i + 1 < DAYS.size() ? DAYS.get(i + 1) : 0;
      List<KnownTokens.Known> due;
      do {
        due = tokens.toRemind(days, next, AT_ONCE);
        for (KnownTokens.Known token : due) {
          transactions.executeWithoutResult(status -> note(token, days));
        }
        reminded += due.size();
      } while (due.size() == AT_ONCE);
    }
    LOG.info("{} tokens end soon", reminded);
  }

  private void note(KnownTokens.Known token, int days) {
    if (tokens.remind(token.id(), days)) {
      outbox.add(KIND, token.id() + "/" + days, new Payload(token.id(), days));
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void handle(OutboxMessage message) throws OutboxRefused {
    Payload payload = message.payload(Payload.class);
    refresh(tokens.find(payload.token()).orElseThrow());
    KnownTokens.Known token = tokens.find(payload.token()).orElseThrow();
    Facility facility = register.findByAlias(token.facility()).orElseThrow();
    if (!token.isActive() || facility.isClosed()) {
      // Revoked or renewed meanwhile: nothing to remind of.
      return;
    }
    String to =
        java.util.Optional.ofNullable(facility.contactMail())
            .or(() -> applicant(token.facility()))
            .orElseThrow(() -> new OutboxRefused("医療機関のメールアドレスが登録されていません。"));
    transactions.executeWithoutResult(
        status ->
            mails.send(
                ofFacility(facility),
                KIND + "/" + message.key(),
                TEMPLATE,
                Locale.JAPANESE,
                to,
                Map.of(
                    "organization", facility.name(),
                    "label", token.label(),
                    "terminal", token.terminal(),
                    "days", String.valueOf(payload.days()),
                    "expires", new Dates(Locale.JAPANESE).date(token.expiresAt()))));
  }

  /** On the owner's behalf; where that one may no longer, what was seen last has to do. */
  private void refresh(KnownTokens.Known token) {
    try {
      tokens.saw(token.facility(), keycloak.tokens(token.owner(), token.facility()), token.owner());
    } catch (OrganizationAdminException e) {
      LOG.info("Keycloak does not tell {} of the tokens of {}", token.owner(), token.facility());
    }
  }

  /** Whom the facility's last application named. */
  private java.util.Optional<String> applicant(String alias) {
    return database
        .sql(
            """
            select content ->> 'contactMail' from facility_token_application
            where facility_alias = :alias order by created_at desc limit 1
            """)
        .param("alias", alias)
        .query(String.class)
        .optional();
  }

  private static Actor ofFacility(Facility facility) {
    return new Actor(
        "-",
        "-",
        "-",
        Locale.JAPANESE,
        new ActingOrganization(
            facility.alias(), OrganizationType.FACILITY, facility.name(), "", ""),
        Set.of());
  }
}
