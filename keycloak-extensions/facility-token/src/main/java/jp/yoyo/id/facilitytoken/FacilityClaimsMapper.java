package jp.yoyo.id.facilitytoken;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.IDToken;

/**
 * Says which facility a system account stands for: claims {@code facility_id}, {@code
 * facility_code} and {@code organization}. They follow from the user alone: introspection (RFC
 * 7662) knows no more.
 */
public final class FacilityClaimsMapper extends AbstractOIDCProtocolMapper
    implements OIDCAccessTokenMapper, TokenIntrospectionTokenMapper {

  /** Id of the mapper. */
  public static final String ID = "facility-claims-mapper";

  private static final List<ProviderConfigProperty> PROPERTIES = new ArrayList<>();

  static {
    OIDCAttributeMapperHelper.addIncludeInTokensConfig(PROPERTIES, FacilityClaimsMapper.class);
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayType() {
    return "Facility";
  }

  @Override
  public String getDisplayCategory() {
    return TOKEN_MAPPER_CATEGORY;
  }

  @Override
  public String getHelpText() {
    return "The facility that a system account stands for: facility_id, facility_code,"
        + " organization";
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return List.copyOf(PROPERTIES);
  }

  @Override
  protected void setClaim(
      IDToken token,
      ProtocolMapperModel model,
      UserSessionModel userSession,
      KeycloakSession session,
      ClientSessionContext clientSessionContext) {
    Optional<Account> account = accountOf(session, userSession.getUser());
    if (account.isEmpty()) {
      return;
    }
    Account.Facility facility = account.get().facility();
    Map<String, Object> claims = token.getOtherClaims();
    claims.put("facility_id", facility.alias());
    if (!facility.code().isEmpty()) {
      claims.put("facility_code", facility.code());
    }
    // Two entries: Keycloak takes a claim of this name with one entry for an organization that its
    // user
    // chose, and refuses to introspect the token of somebody who is no member of it.
    claims.put("organization", Map.of("id", facility.organizationId(), "alias", facility.alias()));
  }

  private static Optional<Account> accountOf(KeycloakSession session, UserModel user) {
    return user instanceof SystemAccount own
        ? Optional.of(own.account())
        : FacilityTokens.of(session).accounts().find(session, user.getId());
  }
}
