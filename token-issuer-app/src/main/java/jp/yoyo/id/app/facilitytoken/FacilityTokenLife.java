package jp.yoyo.id.app.facilitytoken;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.facility.FacilityRegister;
import jp.yoyo.id.app.keycloak.FacilityToken;
import jp.yoyo.id.app.keycloak.FacilityTokens;
import jp.yoyo.id.app.keycloak.IssuedFacilityToken;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.outbox.Outbox;
import jp.yoyo.id.app.web.NotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** The life of tokens: lists, rotation, revocation. */
@Service
public class FacilityTokenLife {

  private static final Logger LOG = LoggerFactory.getLogger(FacilityTokenLife.class);
  private static final int LONGEST_REASON = 200;

  /**
   * The tokens of a facility.
   *
   * @param live whether Keycloak has said it just now; else it is what it said last
   */
  public record Listing(List<KnownTokens.Known> items, boolean live) {

    /** Those that can be exchanged. */
    public List<KnownTokens.Known> good() {
      return items.stream().filter(KnownTokens.Known::isGood).toList();
    }
  }

  private final FacilityTokens keycloak;
  private final KnownTokens tokens;
  private final FacilityRegister register;
  private final TokenRecords records;
  private final Outbox outbox;
  private final TransactionOperations transactions;
  private final Clock clock;

  FacilityTokenLife(
      FacilityTokens keycloak,
      KnownTokens tokens,
      FacilityRegister register,
      TokenRecords records,
      Outbox outbox,
      TransactionOperations transactions,
      Clock clock) {
    this.keycloak = keycloak;
    this.tokens = tokens;
    this.register = register;
    this.records = records;
    this.outbox = outbox;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** 404 unless the facility is the actor's own, or below the actor's office. */
  Facility facility(Actor actor, String alias) {
    if (TokenPermissions.isApplicant(actor)) {
      if (!actor.organization().alias().equals(alias)) {
        throw new NotFoundException();
      }
    } else {
      TokenPermissions.requireReviewer(actor);
    }
    String scope = TokenPermissions.isApplicant(actor) ? "" : TokenPermissions.scope(actor);
    return register
        .findByAlias(alias)
        .filter(facility -> scope.isEmpty() || facility.supervisorAlias().equals(scope))
        .orElseThrow(NotFoundException::new);
  }

  /** As Keycloak has them; as they were seen last while Keycloak is not there. */
  Listing tokens(Actor actor, String alias) {
    Facility facility = facility(actor, alias);
    boolean live = false;
    try {
      List<FacilityToken> items = keycloak.tokens(actor.userId(), facility.alias());
      tokens.saw(facility.alias(), items, actor.userId());
      live = true;
    } catch (KeycloakUnavailableException e) {
      LOG.warn("Keycloak does not tell the tokens of {}", alias, e);
    } catch (OrganizationAdminException e) {
      if (e.status() != 404) {
        throw e;
      }
      // No account yet that could have tokens.
      live = true;
    }
    return new Listing(tokens.ofFacility(alias), live);
  }

  KnownTokens.Known require(Actor actor, String alias, String tokenId) {
    facility(actor, alias);
    return tokens
        .find(tokenId)
        .filter(token -> token.facility().equals(alias))
        .orElseThrow(NotFoundException::new);
  }

  /**
   * A successor, to be shown once.
   *
   * @param requestId of the form that was filled in: sent again, there is still one successor
   */
  IssuedFacilityToken rotate(Actor actor, String tokenId, UUID requestId) {
    TokenPermissions.requireApplicant(actor);
    String alias = actor.organization().alias();
    KnownTokens.Known former = require(actor, alias, tokenId);
    IssuedFacilityToken token = keycloak.rotate(actor.userId(), alias, former.id(), requestId);
    transactions.executeWithoutResult(
        status -> {
          tokens.put(
              new KnownTokens.Known(
                  token.id(),
                  alias,
                  token.label(),
                  token.terminal(),
                  "active",
                  token.createdAt(),
                  token.expiresAt(),
                  null,
                  actor.userId()));
          tokens.state(former.id(), "overlapping");
          records.token(actor, "rotate", alias, former.id(), Map.of("successor", token.id()));
        });
    return token;
  }

  /**
   * Ends a token at once; with Keycloak down, as soon as it is there again.
   *
   * @return whether it has ended already
   */
  boolean revoke(Actor actor, String alias, String tokenId, String reason) {
    KnownTokens.Known token = require(actor, alias, tokenId);
    String why = reason.replace("\0", "").strip();
    if (why.isEmpty()) {
      throw new RefusedTokenApplicationException("reason", "facilitytoken.error.reason");
    }
    if (why.length() > LONGEST_REASON) {
      throw new RefusedTokenApplicationException(
          "reason", "facilitytoken.error.reason.long", LONGEST_REASON);
    }
    boolean ended;
    try {
      keycloak.revoke(actor.userId(), alias, token.id(), why);
      ended = true;
    } catch (KeycloakUnavailableException e) {
      LOG.warn("Keycloak is not there: {} of {} is revoked later", tokenId, alias, e);
      ended = false;
    }
    boolean done = ended;
    transactions.executeWithoutResult(
        status -> {
          records.token(actor, "revoke", alias, token.id(), Map.of("reason", why));
          if (done) {
            tokens.state(token.id(), "revoked");
          } else {
            outbox.add(
                actor,
                TokenRevocation.KIND,
                "token/" + token.id() + "/" + clock.instant().getEpochSecond(),
                token.label(),
                new TokenRevocation.Payload(alias, token.id(), why, actor.userId()));
          }
        });
    return ended;
  }
}
