package jp.yoyo.id.app.facilitytoken;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.facilitytoken.TokenApplicationState.Command;
import jp.yoyo.id.app.keycloak.FacilityTokens;
import jp.yoyo.id.app.keycloak.IssuedFacilityToken;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.outbox.Outbox;
import jp.yoyo.id.app.web.ConflictException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * 受領: the facility enters its claim code, and from this moment, and not before, the token exists.
 *
 * <p>Three steps: the claim is reserved (one of many at the same time), Keycloak issues with the
 * application's id as its request, the claim is noted. Whatever breaks in between, the code stays
 * good: the same request again replaces a token that nobody has seen. No database connection is
 * held while Keycloak works.
 */
@Service
public class TokenClaims {

  /** What becomes of a claim. */
  enum Outcome {
    CLAIMED,
    /** No code of this facility. Noted. */
    WRONG,
    /** Too many wrong ones: this one was not looked at. */
    BLOCKED,
    EXPIRED,
    /** Somebody has claimed it before. An alarm was raised. */
    ALREADY,
    /** Somebody else of the facility is claiming right now. */
    BUSY,
    /** The actor had the application in hand for an office. */
    PASSED_THROUGH
  }

  /**
   * The end of a claim.
   *
   * @param token to be shown once; null unless claimed
   * @param application null for a code that is none
   */
  record Result(
      Outcome outcome,
      @Nullable IssuedFacilityToken token,
      @Nullable TokenApplication application) {

    static Result of(Outcome outcome) {
      return new Result(outcome, null, null);
    }
  }

  /** Null of {@code claiming}: it ends here. */
  private record Reservation(
      Outcome outcome, @Nullable TokenApplication application, @Nullable UUID claiming) {}

  private final TokenApplications applications;
  private final ClaimCodes codes;
  private final KnownTokens tokens;
  private final FacilityTokens keycloak;
  private final TokenRecords records;
  private final TokenMails mails;
  private final TokenAlarm alarm;
  private final Outbox outbox;
  private final FacilityTokenSettings settings;
  private final TransactionOperations transactions;
  private final Clock clock;

  TokenClaims(
      TokenApplications applications,
      ClaimCodes codes,
      KnownTokens tokens,
      FacilityTokens keycloak,
      TokenRecords records,
      TokenMails mails,
      TokenAlarm alarm,
      Outbox outbox,
      FacilityTokenSettings settings,
      TransactionOperations transactions,
      Clock clock) {
    this.applications = applications;
    this.codes = codes;
    this.tokens = tokens;
    this.keycloak = keycloak;
    this.records = records;
    this.mails = mails;
    this.alarm = alarm;
    this.outbox = outbox;
    this.settings = settings;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Claims.
   *
   * @throws jp.yoyo.id.app.keycloak.KeycloakUnavailableException nothing is lost, the code is as
   *     good as before
   * @throws OrganizationAdminException Keycloak refuses; the code is as good as before
   */
  Result claim(Actor actor, ClaimCode code) {
    TokenPermissions.requireApplicant(actor);
    Reservation reservation =
        Objects.requireNonNull(transactions.execute(status -> reserve(actor, code)));
    TokenApplication application = reservation.application();
    UUID claiming = reservation.claiming();
    if (application == null || claiming == null) {
      return new Result(reservation.outcome(), null, application);
    }
    IssuedFacilityToken token;
    try {
      token = issue(actor, application);
    } catch (RuntimeException e) {
      transactions.executeWithoutResult(status -> codes.release(application.id(), claiming));
      throw e;
    }
    transactions.executeWithoutResult(status -> note(actor, application, claiming, token));
    return new Result(Outcome.CLAIMED, token, application);
  }

  private Reservation reserve(Actor actor, ClaimCode code) {
    String facility = actor.organization().alias();
    Instant now = clock.instant();
    // Attempts of one facility come one after the other: none slips past the count.
    codes.lockFacility(facility);
    if (codes.wrongSince(facility, now.minus(settings.wrongCodesWithin()))
        >= settings.wrongCodes()) {
      return new Reservation(Outcome.BLOCKED, null, null);
    }
    Optional<ClaimCodes.Row> found =
        codes.ofFacility(facility).stream()
            .filter(row -> code.matches(row.application(), row.hash()))
            .findFirst();
    if (found.isEmpty()) {
      wrong(actor, facility, now);
      return new Reservation(Outcome.WRONG, null, null);
    }
    ClaimCodes.Row row = found.get();
    TokenApplication application = applications.find(row.application()).orElseThrow();
    if (application.state() == TokenApplicationState.CLAIMED) {
      records.application(actor, "second-claim", application, List.of(), Map.of());
      alarm.raise(actor, application, TokenAlarm.Cause.SECOND_CLAIM, "1");
      return new Reservation(Outcome.ALREADY, application, null);
    }
    if (!application.state().allows(Command.CLAIM) || !row.isValidAt(now)) {
      return new Reservation(Outcome.EXPIRED, application, null);
    }
    if (application.passedThrough(actor.userId())) {
      records.application(actor, "claim-refused", application, List.of(), Map.of());
      return new Reservation(Outcome.PASSED_THROUGH, application, null);
    }
    Instant busyUntil = row.claimingUntil();
    if (busyUntil != null && now.isBefore(busyUntil)) {
      return new Reservation(Outcome.BUSY, application, null);
    }
    UUID claiming = UUID.randomUUID();
    codes.claiming(application.id(), claiming, now.plus(settings.claiming()));
    return new Reservation(Outcome.CLAIMED, application, claiming);
  }

  private void wrong(Actor actor, String facility, Instant now) {
    codes.addWrong(facility, actor.userId(), now);
    int wrong = codes.wrongSince(facility, now.minus(settings.wrongCodesWithin()));
    Optional<TokenApplication> waiting =
        applications.ofFacility(facility, 50).stream()
            .filter(a -> a.state() == TokenApplicationState.HANDED_OVER)
            .findFirst();
    records.token(actor, "wrong-code", facility, facility, Map.of("count", String.valueOf(wrong)));
    if (wrong >= settings.wrongCodes() && waiting.isPresent()) {
      alarm.raise(
          actor, waiting.get(), TokenAlarm.Cause.WRONG_CODES, String.valueOf(now.getEpochSecond()));
    }
  }

  private IssuedFacilityToken issue(Actor actor, TokenApplication application) {
    TokenApplicationContent content = application.content();
    String facility = application.facility().alias();
    if (content.kind() == ApplicationKind.RENEWAL) {
      return keycloak.rotate(actor.userId(), facility, content.targetToken(), application.id());
    }
    if (content.kind() == ApplicationKind.REISSUE) {
      // Lost or leaked: it ends before there is another. Doing it again changes nothing.
      try {
        keycloak.revoke(actor.userId(), facility, content.targetToken(), content.reason());
      } catch (OrganizationAdminException e) {
        if (e.status() != 404) {
          throw e;
        }
      }
    }
    return keycloak.issue(
        actor.userId(), facility, application.id(), content.appName(), content.terminal());
  }

  private void note(
      Actor actor, TokenApplication application, UUID claiming, IssuedFacilityToken token) {
    codes.lockFacility(application.facility().alias());
    if (!applications.claimed(application.id(), claiming, token.id(), actor, clock.instant())) {
      // It took longer than a claim may take: the one that has begun meanwhile counts.
      throw new ConflictException("Another claim of " + application.id() + " has begun");
    }
    codes.claiming(application.id(), null, null);
    String facility = application.facility().alias();
    tokens.put(
        new KnownTokens.Known(
            token.id(),
            facility,
            token.label(),
            token.terminal(),
            "active",
            token.createdAt(),
            token.expiresAt(),
            null,
            actor.userId()));
    records.application(
        actor,
        Command.CLAIM.code(),
        application,
        List.of(
            new AuditEvent.Change(
                "state", application.state().column(), TokenApplicationState.CLAIMED.column())),
        Map.of("token", token.id()));
    records.token(
        actor, "issue", facility, token.id(), Map.of("application", application.referenceNumber()));
    switch (application.content().kind()) {
      case RENEWAL -> tokens.state(application.content().targetToken(), "overlapping");
      case REISSUE -> tokens.state(application.content().targetToken(), "revoked");
      case CHANGE ->
          outbox.add(
              actor,
              TokenRevocation.KIND,
              "application/" + application.id(),
              application.facility().name(),
              new TokenRevocation.Payload(
                  facility,
                  application.content().targetToken(),
                  application.content().reason(),
                  actor.userId()));
      default -> {}
    }
    mails.stepToAll(actor, application, Command.CLAIM.code());
  }
}
