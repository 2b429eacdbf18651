package jp.yoyo.id.facilitytoken;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jp.yoyo.id.organizationadmin.Availability;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.RealmModelDelegate;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeBase;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.Urls;
import org.keycloak.services.util.DefaultClientSessionContext;
import org.keycloak.util.JsonSerialization;

/**
 * Exchanges a facility token for an access token at the token endpoint (RFC 6749, section 4.5).
 * Only clients whose attribute {@value #CLIENT_ATTRIBUTE} is true may ask. There is no refresh
 * token, no session and, for an account that this node knows, no statement.
 */
final class FacilityTokenGrant extends OAuth2GrantTypeBase {

  static final String GRANT_TYPE = "urn:yoyo:params:oauth:grant-type:facility-token";

  /** The attribute of a client that lets it use the grant: to everybody else it is closed. */
  static final String CLIENT_ATTRIBUTE = "facilityToken.grant";

  /** The form parameter with the facility token. */
  static final String PARAMETER = "facility_token";

  /** Tells the client nothing about why. */
  private static final String REFUSED = "The facility token is not valid";

  private static final String TOO_MANY = "Too many wrong facility tokens";
  private static final int RETRY_AFTER_SECONDS = 60;

  /** Whether the token cost the database a look. */
  private boolean lookedUp;

  @Override
  public Response process(Context request) {
    setContext(request);
    if (!Boolean.parseBoolean(client.getAttribute(CLIENT_ATTRIBUTE))) {
      event.detail(Details.REASON, "The client is not meant for facility tokens");
      event.error(Errors.NOT_ALLOWED);
      throw new CorsErrorResponseException(
          cors,
          OAuthErrorException.UNAUTHORIZED_CLIENT,
          "The client may not use this grant",
          Response.Status.BAD_REQUEST);
    }
    Optional<Availability.Closure> closure = Availability.closure(session, null);
    if (closure.isPresent()) {
      return closed(closure.get());
    }
    String text = formParams.getFirst(PARAMETER);
    if (text == null) {
      throw new CorsErrorResponseException(
          cors,
          OAuthErrorException.INVALID_REQUEST,
          "Missing form parameter: " + PARAMETER,
          Response.Status.BAD_REQUEST);
    }
    String scope = getRequestedScopes();
    FacilityTokens shared = FacilityTokens.of(session);
    Verdict verdict = verdictOn(text, shared);
    Account account = verdict.account();
    Account.Credential credential = verdict.credential();
    if (verdict.refusal() != null || account == null || credential == null) {
      return refuse(shared, verdict);
    }
    Map<String, Object> answer = exchange(account, credential, scope, shared.accessTokens());
    shared.usage().used(credential, Time.currentTimeMillis());
    return cors.add(Response.ok(json(answer)).type(MediaType.APPLICATION_JSON_TYPE));
  }

  /** Before the token is looked at: a closed service tells nothing about it. */
  private Response closed(Availability.Closure closure) {
    return cors.add(
        Response.status(Response.Status.SERVICE_UNAVAILABLE)
            .header(HttpHeaders.RETRY_AFTER, closure.retryAfterSeconds())
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(
                new OAuth2ErrorRepresentation(
                    OAuthErrorException.TEMPORARILY_UNAVAILABLE, closure.en())));
  }

  /** Here and not by the endpoint, which looks for a writer for each answer anew. */
  private static byte[] json(Map<String, Object> answer) {
    try {
      return JsonSerialization.writeValueAsBytes(answer);
    } catch (IOException e) {
      // Not its message: that could quote the token.
      throw new IllegalStateException("The answer cannot be written");
    }
  }

  private Verdict verdictOn(String text, FacilityTokens shared) {
    Optional<FacilityToken> token = FacilityToken.parse(text);
    if (token.isEmpty()) {
      return new Verdict(null, null, Refusal.MALFORMED);
    }
    Accounts accounts = shared.accounts();
    String accountId = token.get().accountId();
    Optional<Account> account = accounts.ifKnown(realm.getId(), accountId);
    if (account.isEmpty() && !accounts.isUnknown(realm.getId(), accountId)) {
      if (shared.wrongTokens().isOverByLookUps(source(), limit(), Time.currentTimeMillis())) {
        return new Verdict(null, null, Refusal.TOO_MANY);
      }
      lookedUp = true;
      account = accounts.find(session, accountId);
    }
    return Verdict.on(token.get(), account.orElse(null), Time.currentTimeMillis());
  }

  private int limit() {
    return new Settings(realm).wrongTokensPerMinute();
  }

  private String source() {
    return WrongTokens.source(clientConnection.getRemoteHost());
  }

  /** One answer for every reason, and nothing is written before it is given. */
  private Response refuse(FacilityTokens shared, Verdict verdict) {
    Refusal refusal = verdict.refusal() == null ? Refusal.UNKNOWN : verdict.refusal();
    boolean over =
        refusal == Refusal.TOO_MANY
            || shared.wrongTokens().isOver(source(), limit(), Time.currentTimeMillis());
    shared.wrongTokens().count(source(), lookedUp, Time.currentTimeMillis());
    shared
        .usage()
        .refused(realm, client.getClientId(), refusal, verdict, clientConnection.getRemoteHost());
    return over
        ? cors.add(
            Response.status(Response.Status.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new OAuth2ErrorRepresentation("slow_down", TOO_MANY)))
        : cors.add(
            Response.status(Response.Status.BAD_REQUEST)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new OAuth2ErrorRepresentation(OAuthErrorException.INVALID_GRANT, REFUSED)));
  }

  private Map<String, Object> exchange(
      Account account, Account.Credential credential, String scope, AccessTokens accessTokens) {
    SystemAccount user = new SystemAccount(session, realm, account);
    ExchangeSession userSession =
        new ExchangeSession(
            SecretGenerator.getInstance().generateSecureID(),
            realm,
            user,
            clientConnection.getRemoteHost());
    AuthenticatedClientSessionModel clientSession = userSession.with(client);
    clientSession.setNote(
        OIDCLoginProtocol.ISSUER,
        Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName()));
    if (scope != null) {
      clientSession.setNote(OIDCLoginProtocol.SCOPE_PARAM, scope);
    }
    ClientSessionContext clientSessionContext =
        DefaultClientSessionContext.fromClientSessionAndClientScopes(
            clientSession,
            TokenManager.getRequestedClientScopes(session, scope, client, user)
                .collect(Collectors.toSet()),
            null,
            session);
    clientSessionContext.setAttribute(Constants.GRANT_TYPE, context.getGrantType());
    AccessToken token =
        tokenManager.createClientAccessToken(
            session, realm, client, user, userSession, clientSessionContext, false);
    // There is no session that anybody could find by it.
    token.setSessionId(null);

    AccessTokenResponse response = new AccessTokenResponse();
    response.setToken(accessTokens.encode(session, token));
    response =
        tokenManager.transformAccessTokenResponse(
            session, response, userSession, clientSessionContext);
    Map<String, Object> answer = new LinkedHashMap<>(response.getOtherClaims());
    answer.put(OAuth2Constants.ACCESS_TOKEN, response.getToken());
    answer.put("token_type", "Bearer");
    answer.put("expires_in", token.getExp() - token.getIat());
    answer.put(OAuth2Constants.SCOPE, clientSessionContext.getScopeString());
    tellListeners(account, credential, token);
    return answer;
  }

  /**
   * An exchange is told to the listeners of events but not stored: some hundred rows a second, kept
   * for years, would say no more than when the token was used last.
   */
  private void tellListeners(Account account, Account.Credential credential, AccessToken token) {
    RealmModel withoutStore =
        new RealmModelDelegate(realm) {
          @Override
          public boolean isEventsEnabled() {
            return false;
          }
        };
    new EventBuilder(withoutStore, session, clientConnection)
        .event(getEventType())
        .client(client)
        .user(account.id())
        .detail(Details.GRANT_TYPE, GRANT_TYPE)
        .detail(Details.TOKEN_ID, token.getId())
        .detail("organization", account.facility().alias())
        .detail("facility_token_id", credential.id())
        .success();
  }

  @Override
  public EventType getEventType() {
    return EventType.OAUTH2_EXTENSION_GRANT;
  }

  @Override
  public Set<String> getTokenParameterNames() {
    return Collections.emptySet();
  }
}
