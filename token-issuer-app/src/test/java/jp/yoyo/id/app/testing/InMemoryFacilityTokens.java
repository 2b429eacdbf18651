package jp.yoyo.id.app.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import jp.yoyo.id.app.keycloak.FacilityToken;
import jp.yoyo.id.app.keycloak.FacilityTokens;
import jp.yoyo.id.app.keycloak.IssuedFacilityToken;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import org.jspecify.annotations.Nullable;

/**
 * Keycloak's part, without Keycloak: one token for each request, replaced as long as nobody has
 * used it. Permissions are not checked (that is what acceptance tests are for).
 */
public final class InMemoryFacilityTokens implements FacilityTokens {

  private record Entry(String facility, FacilityToken token) {}

  private final Map<String, Entry> tokens = new LinkedHashMap<>();
  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private final Set<String> suspended = ConcurrentHashMap.newKeySet();
  private final List<String> secrets = Collections.synchronizedList(new ArrayList<>());
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean down;
  private volatile boolean answersLost;
  private volatile @Nullable String refusal;

  /** From now on, or no longer, Keycloak cannot be reached. */
  public void setDown(boolean isDown) {
    down = isDown;
  }

  /** From now on, or no longer, Keycloak does what is asked and its answer does not arrive. */
  public void setAnswersLost(boolean areLost) {
    answersLost = areLost;
  }

  /** From now on it refuses to issue with that problem; null: no longer. */
  public void setRefusal(@Nullable String problem) {
    refusal = problem;
  }

  /** Every token that was ever issued. */
  public List<String> secrets() {
    return List.copyOf(secrets);
  }

  /** What was called, in order: {@code revoke clinic-a t1 lost}. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** Somebody has exchanged the token. */
  public void use(String id) {
    used.add(id);
  }

  /** Forgets everything. */
  public synchronized void clear() {
    tokens.clear();
    used.clear();
    suspended.clear();
    secrets.clear();
    calls.clear();
    down = false;
    answersLost = false;
    refusal = null;
  }

  private void requireUp() {
    if (down) {
      throw new KeycloakUnavailableException("Keycloak cannot be reached");
    }
  }

  private static OrganizationAdminException problem(int status, String name) {
    return new OrganizationAdminException(
        status, "urn:yoyo:problem:" + name, name, name, List.of(), null);
  }

  @Override
  public synchronized IssuedFacilityToken issue(
      String onBehalfOf, String alias, UUID requestId, String label, String terminal) {
    requireUp();
    String problem = refusal;
    if (problem != null) {
      throw problem(409, problem);
    }
    String id = "t" + requestId.toString().replace("-", "").substring(0, 10);
    if (used.contains(id)) {
      throw problem(409, "token-already-used");
    }
    calls.add("issue %s %s".formatted(alias, onBehalfOf));
    Instant now = Instant.now();
    FacilityToken token =
        new FacilityToken(
            id,
            requestId.toString(),
            label,
            terminal,
            now,
            now.plus(Duration.ofDays(400)),
            null,
            "active",
            null,
            null,
            null);
    tokens.put(id, new Entry(alias, token));
    String secret =
        "yyft_account_%s_%s".formatted(id, UUID.randomUUID().toString().replace("-", ""));
    secrets.add(secret);
    if (answersLost) {
      throw new KeycloakUnavailableException("The answer is lost");
    }
    return new IssuedFacilityToken(id, secret, label, terminal, now, token.expiresAt());
  }

  @Override
  public synchronized List<FacilityToken> tokens(String onBehalfOf, String alias) {
    requireUp();
    return tokens.values().stream()
        .filter(entry -> entry.facility.equals(alias))
        .map(Entry::token)
        .toList();
  }

  @Override
  public synchronized IssuedFacilityToken rotate(
      String onBehalfOf, String alias, String tokenId, UUID requestId) {
    requireUp();
    FacilityToken former = require(alias, tokenId);
    calls.add("rotate %s %s".formatted(alias, tokenId));
    IssuedFacilityToken issued =
        issue(onBehalfOf, alias, requestId, former.label(), former.terminal());
    state(alias, former, "overlapping", null);
    return issued;
  }

  private FacilityToken require(String alias, String tokenId) {
    Entry entry = tokens.get(tokenId);
    if (entry == null || !entry.facility.equals(alias)) {
      throw problem(404, "not-found");
    }
    return entry.token;
  }

  private void state(String alias, FacilityToken token, String state, @Nullable String reason) {
    tokens.put(
        token.id(),
        new Entry(
            alias,
            new FacilityToken(
                token.id(),
                token.requestId(),
                token.label(),
                token.terminal(),
                token.createdAt(),
                token.expiresAt(),
                token.lastUsedAt(),
                state,
                null,
                null,
                reason)));
  }

  @Override
  public synchronized void revoke(String onBehalfOf, String alias, String tokenId, String reason) {
    requireUp();
    calls.add("revoke %s %s %s".formatted(alias, tokenId, reason));
    state(alias, require(alias, tokenId), "revoked", reason);
  }

  @Override
  public synchronized Standing standing(String alias) {
    requireUp();
    long valid =
        tokens.values().stream()
            .filter(entry -> entry.facility.equals(alias) && entry.token.isGood())
            .count();
    return new Standing(!suspended.contains(alias), Math.toIntExact(valid));
  }

  /** From now on the facility's organisation is disabled. */
  public void suspend(String alias) {
    suspended.add(alias);
  }

  @Override
  public synchronized void revokeAll(String onBehalfOf, String alias, String reason) {
    requireUp();
    calls.add("revoke-all %s %s".formatted(alias, reason));
    for (FacilityToken token : tokens(onBehalfOf, alias)) {
      state(alias, token, "revoked", reason);
    }
  }
}
