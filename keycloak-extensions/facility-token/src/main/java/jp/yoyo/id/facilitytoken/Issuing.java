package jp.yoyo.id.facilitytoken;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import jp.yoyo.id.facilitytoken.AccountQueries.TokenRow;
import jp.yoyo.id.facilitytoken.TokenEvents.Action;
import jp.yoyo.id.organizationadmin.Problem;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.storage.UserStorageUtil;

/**
 * Issues, rotates and revokes the tokens of one facility. Each begins by locking the organisation,
 * so that the same call many times at once has the outcome of one after the other, and ends by
 * committing, so that what the caller is told has happened, on every node.
 */
final class Issuing {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final FacilityTokenAccess access;
  private final AccountQueries queries;
  private final Settings settings;
  private final TokenEvents events;
  private final long now = Time.currentTimeMillis();

  Issuing(KeycloakSession session, FacilityTokenAccess access) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.access = access;
    this.queries = new AccountQueries(session);
    this.settings = new Settings(realm);
    this.events = new TokenEvents(session, access.caller());
  }

  /** A new token; for a request id that has one that nobody has used yet, a new secret of that. */
  Views.IssuedToken issue(String requestId, String label, String terminal, int days) {
    List<TokenRow> tokens = locked();
    Optional<TokenRow> same = byRequest(tokens, requestId);
    same.ifPresent(this::requireReplaceable);
    long active =
        tokens.stream()
            .filter(row -> !row.token().requestId().equals(requestId))
            .filter(row -> row.token().stateAt(now) == TokenState.ACTIVE)
            .count();
    if (active >= settings.mostPerFacility()) {
      throw TokenProblem.TOO_MANY_TOKENS.in(session, settings.mostPerFacility());
    }
    if (same.isPresent() && same.get().token().rotatedFrom() != null) {
      throw TokenProblem.REQUEST_ID_TAKEN.in(session);
    }
    StoredToken token =
        new StoredToken(
            requestId,
            terminal,
            now,
            now + TimeUnit.DAYS.toMillis(days),
            null,
            null,
            null,
            null,
            null);
    return store(
        same.map(TokenRow::id).orElseGet(Issuing::newId), label, token, Action.ISSUE, Map.of());
  }

  /** A new token that takes the place of an active one. */
  Views.IssuedToken rotate(String id, String requestId) {
    List<TokenRow> tokens = locked();
    TokenRow old = byId(tokens, id);
    Optional<TokenRow> same = byRequest(tokens, requestId);
    same.ifPresent(this::requireReplaceable);
    if (same.isPresent()) {
      if (!id.equals(same.get().token().rotatedFrom())) {
        throw TokenProblem.REQUEST_ID_TAKEN.in(session);
      }
    } else {
      if (!old.token().stateAt(now).isRotatable()) {
        throw TokenProblem.TOKEN_NOT_ACTIVE.in(session);
      }
      // At most two are valid: the one before this one ends now, even if its overlap has not.
      tokens.stream()
          .filter(row -> row.id().equals(old.token().rotatedFrom()))
          .filter(row -> row.token().stateAt(now) == TokenState.OVERLAPPING)
          .forEach(row -> queries.update(row.id(), row.token().overlappingUntil(now)));
      queries.update(
          old.id(),
          old.token().overlappingUntil(now + TimeUnit.SECONDS.toMillis(settings.overlapSeconds())));
    }
    StoredToken token =
        new StoredToken(
            requestId,
            old.token().terminal(),
            now,
            now + TimeUnit.DAYS.toMillis(settings.validityDays()),
            id,
            null,
            null,
            null,
            null);
    return store(
        same.map(TokenRow::id).orElseGet(Issuing::newId),
        old.label() == null ? "" : old.label(),
        token,
        Action.ROTATE,
        Map.of("rotatedFrom", id));
  }

  /** Ends a token for ever. */
  void revoke(String id, String reason) {
    queries.lockOrganization(access.facility().id());
    TokenRow token = byId(queries.tokens(access.facility().id()), id);
    end(List.of(token), reason);
  }

  /** Ends all tokens for ever. */
  void revokeAll(String reason) {
    queries.lockOrganization(access.facility().id());
    end(queries.tokens(access.facility().id()), reason);
  }

  private void end(List<TokenRow> tokens, String reason) {
    List<TokenRow> ended =
        tokens.stream().filter(row -> row.token().stateAt(now).isRevocable()).toList();
    for (TokenRow row : ended) {
      queries.update(row.id(), row.token().revoked(now, reason));
      events.record(Action.REVOKE, access.facility().alias(), row.id(), Map.of("reason", reason));
    }
    if (ended.isEmpty()) {
      return;
    }
    UserModel account = account(queries.accountOf(access.facility().id()).orElseThrow());
    boolean anyLeft =
        queries.tokens(access.facility().id()).stream()
            .anyMatch(row -> row.token().stateAt(now).isExchangeable());
    if (!anyLeft) {
      // Introspection then refuses the access tokens that were given for them, too.
      session
          .users()
          .setNotBeforeForUser(
              realm, account, Math.toIntExact(TimeUnit.MILLISECONDS.toSeconds(now)) + 1);
    }
    commit(account);
  }

  private List<TokenRow> locked() {
    if (!queries.lockOrganization(access.facility().id())) {
      throw TokenProblem.ORGANIZATION_DISABLED.in(session);
    }
    return queries.tokens(access.facility().id());
  }

  private void requireReplaceable(TokenRow row) {
    if (row.token().lastUsedAt() != null
        || FacilityTokens.of(session).usage().isWaiting(row.id())) {
      throw TokenProblem.TOKEN_ALREADY_USED.in(session);
    }
    if (!row.token().stateAt(now).isReplaceable()) {
      throw TokenProblem.REQUEST_ID_TAKEN.in(session);
    }
  }

  private Views.IssuedToken store(
      String id, String label, StoredToken stored, Action action, Map<String, String> details) {
    UserModel account = accountOrNew();
    FacilityToken token = FacilityToken.create(account.getId(), id);
    queries.store(account.getId(), id, label, token.hash(), stored);
    events.record(action, access.facility().alias(), id, details);
    commit(account);
    return new Views.IssuedToken(
        id, token.reveal(), label, stored.terminal(), stored.createdAt(), stored.expiresAt());
  }

  /** Without roles and groups: the default ones would open the account's own API to it. */
  private UserModel accountOrNew() {
    Optional<String> known = queries.accountOf(access.facility().id());
    if (known.isPresent()) {
      return account(known.get());
    }
    UserModel account =
        session.users().addUser(realm, newId(), username(access.facility().id()), false, false);
    account.setServiceAccountClientLink(access.facility().id());
    account.setEnabled(true);
    return account;
  }

  /** No user ID that somebody could choose has the character in it. */
  private static String username(String organizationId) {
    return "facility-token@" + organizationId;
  }

  private UserModel account(String id) {
    return Objects.requireNonNull(session.users().getUserById(realm, id));
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  private static Optional<TokenRow> byRequest(List<TokenRow> tokens, String requestId) {
    return tokens.stream().filter(row -> row.token().requestId().equals(requestId)).findFirst();
  }

  private TokenRow byId(List<TokenRow> tokens, String id) {
    return tokens.stream()
        .filter(row -> row.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Problem.NOT_FOUND.in(session));
  }

  /** Tells Keycloak of the change, which tells all nodes, and this node when it is done. */
  private void commit(UserModel account) {
    UserCache cache = UserStorageUtil.userCache(session);
    if (cache != null) {
      cache.evict(realm, account);
    }
    String id = account.getId();
    session.getTransactionManager().commit();
    FacilityTokens.of(session).accounts().changed(id);
  }
}
