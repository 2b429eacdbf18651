package jp.yoyo.id.app.facilitytoken;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.facilitytoken.TokenApplicationState.Command;
import jp.yoyo.id.app.facilitytoken.TokenApplicationState.Party;
import jp.yoyo.id.app.outbox.Outbox;
import jp.yoyo.id.app.web.NotFoundException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How municipalities review, forward and hand over, and how the central office approves. Four eyes
 * always: whoever had a hand in an application, or forwarded it, does not approve it.
 */
@Service
public class TokenReviews {

  private static final int LONGEST_COMMENT = 1_000;

  private final TokenApplications applications;
  private final ClaimCodes codes;
  private final TokenRecords records;
  private final TokenMails mails;
  private final Outbox outbox;
  private final FacilityTokenSettings settings;
  private final Clock clock;

  TokenReviews(
      TokenApplications applications,
      ClaimCodes codes,
      TokenRecords records,
      TokenMails mails,
      Outbox outbox,
      FacilityTokenSettings settings,
      Clock clock) {
    this.applications = applications;
    this.codes = codes;
    this.records = records;
    this.mails = mails;
    this.outbox = outbox;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * An application as an office sees it.
   *
   * @param ownWork whether the actor had a hand in it, and so does not decide
   */
  record Review(TokenApplication application, Optional<ClaimCodes.Row> code, boolean ownWork) {}

  /** 404 for one of another municipality, or that was never handed in. */
  Review review(Actor actor, UUID id) {
    TokenPermissions.requireReader(actor);
    TokenApplication application = require(actor, id);
    return new Review(application, codes.of(id), isOwnWork(actor, application));
  }

  private TokenApplication require(Actor actor, UUID id) {
    String scope = TokenPermissions.scope(actor);
    return applications
        .find(id)
        .filter(a -> a.submitted() != null)
        .filter(a -> scope.isEmpty() || a.facility().supervisor().equals(scope))
        .orElseThrow(NotFoundException::new);
  }

  private boolean isOwnWork(Actor actor, TokenApplication application) {
    String user = actor.userId();
    return TokenPermissions.isMunicipality(actor)
        ? applications.isApplicant(application, user)
        : applications.isEditor(application.id(), user)
            || TokenApplication.isBy(application.forwarded(), user);
  }

  long waiting(Actor actor, TokenApplicationState state) {
    return applications.count(TokenPermissions.scope(actor), state);
  }

  /**
   * Forwards, approves, returns or rejects.
   *
   * @param comment why; required to return or reject
   */
  @Transactional
  public void decide(Actor actor, UUID id, int version, Command asked, String comment) {
    TokenPermissions.requireParty(actor, asked.party());
    TokenApplication application = require(actor, id);
    Command command = command(application, asked);
    if (command == Command.HAND_OVER || command == Command.REISSUE_CODE) {
      throw new IllegalArgumentException(command + " needs a claim code");
    }
    String text = comment.replace("\0", "").strip();
    TokenApplicationState to =
        application
            .state()
            .after(command)
            .orElseThrow(() -> new StaleTokenApplicationException(id, command, text));
    if (command.commentRequired() && text.isEmpty()) {
      throw new RefusedTokenApplicationException("comment", "facilitytoken.error.comment");
    }
    if (text.length() > LONGEST_COMMENT) {
      throw new RefusedTokenApplicationException(
          "comment", "facilitytoken.error.comment.long", LONGEST_COMMENT);
    }
    requireOthersWork(actor, application);
    Instant now = clock.instant();
    boolean done =
        command.commentRequired()
            ? applications.move(application, version, to, text, now)
            : applications.sign(application, version, command, to, actor, now);
    if (!done) {
      throw new StaleTokenApplicationException(id, command, text);
    }
    records.state(
        actor, application, command, to, text.isEmpty() ? Map.of() : Map.of("comment", text));
    mails.step(actor, application, command.code(), text);
    if (command == Command.END) {
      outbox.add(
          actor,
          TokenRevocation.KIND,
          "application/" + id,
          application.facility().name(),
          new TokenRevocation.Payload(
              application.facility().alias(),
              application.content().targetToken(),
              application.content().reason(),
              actor.userId()));
    }
  }

  /** 廃止 is approved by ending the token: there is nothing to hand over. */
  private static Command command(TokenApplication application, Command asked) {
    boolean abolition = application.content().kind() == ApplicationKind.ABOLITION;
    if (asked == Command.APPROVE && abolition) {
      return Command.END;
    }
    return asked == Command.END && !abolition ? Command.APPROVE : asked;
  }

  private void requireOthersWork(Actor actor, TokenApplication application) {
    if (isOwnWork(actor, application)) {
      throw new AccessDeniedException(actor.userName() + " has worked on it");
    }
  }

  /**
   * Hands over on paper: a new claim code, the former one is dead.
   *
   * @param notice makes the notice from the application and the code; the code is nowhere else
   */
  @Transactional
  public <T> T handOver(Actor actor, UUID id, int version, Function<Handed, T> notice) {
    TokenPermissions.requireMunicipality(actor);
    TokenApplication application = require(actor, id);
    Instant now = clock.instant();
    sign(actor, application, version, HandOverWay.PAPER, now);
    ClaimCode code = ClaimCode.next();
    Instant until = now.plus(settings.claimCodeValidity());
    codes.put(id, code, HandOverWay.PAPER, now, until);
    return notice.apply(new Handed(application, code, until));
  }

  /** What is handed over. */
  record Handed(TokenApplication application, ClaimCode code, Instant validUntil) {}

  /** Hands over by mail: the code is made when the mail leaves, so that it waits nowhere. */
  @Transactional
  public void handOverByMail(Actor actor, UUID id, int version) {
    TokenPermissions.requireMunicipality(actor);
    TokenApplication application = require(actor, id);
    sign(actor, application, version, HandOverWay.MAIL, clock.instant());
    codes.remove(id);
    outbox.add(
        actor,
        ClaimCodeMail.KIND,
        id + "/" + (version + 1),
        application.facility().name(),
        new ClaimCodeMail.Payload(id, version + 1));
  }

  private void sign(
      Actor actor, TokenApplication application, int version, HandOverWay way, Instant now) {
    Command command =
        application.state() == TokenApplicationState.HANDED_OVER
            ? Command.REISSUE_CODE
            : Command.HAND_OVER;
    TokenApplicationState to =
        application
            .state()
            .after(command)
            .orElseThrow(() -> new StaleTokenApplicationException(application.id(), command, ""));
    requireOthersWork(actor, application);
    // Not under the hands of somebody who is claiming right now.
    codes.lockFacility(application.facility().alias());
    boolean claiming =
        codes
            .of(application.id())
            .map(ClaimCodes.Row::claimingUntil)
            .filter(now::isBefore)
            .isPresent();
    if (claiming || !applications.sign(application, version, command, to, actor, now)) {
      throw new StaleTokenApplicationException(application.id(), command, "");
    }
    records.state(actor, application, command, to, Map.of("way", way.column()));
    if (way == HandOverWay.PAPER) {
      mails.step(actor, application, command.code(), "");
    }
  }

  /** What the actor can do with an application now. */
  java.util.Set<Command> commands(Actor actor, Review review) {
    TokenPermissions.requireReader(actor);
    if (!TokenPermissions.isReviewer(actor) || review.ownWork()) {
      return java.util.Set.of();
    }
    Party party = TokenPermissions.party(actor);
    boolean abolition = review.application().content().kind() == ApplicationKind.ABOLITION;
    return review.application().state().commandsOf(party).stream()
        .filter(command -> command != (abolition ? Command.APPROVE : Command.END))
        .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
  }
}
