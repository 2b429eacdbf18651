package jp.yoyo.id.organizationadmin;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The SPI of {@link OrganizationRoles}. */
public final class OrganizationRolesSpi implements Spi {

  @Override
  public boolean isInternal() {
    return false;
  }

  @Override
  public String getName() {
    return "organization-roles";
  }

  @Override
  public Class<? extends Provider> getProviderClass() {
    return OrganizationRoles.class;
  }

  @Override
  public Class<? extends ProviderFactory<OrganizationRoles>> getProviderFactoryClass() {
    return OrganizationRolesFactory.class;
  }
}
