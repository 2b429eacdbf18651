package jp.yoyo.id.organizationadmin;

import org.keycloak.provider.ProviderFactory;

/** Makes {@link OrganizationRoles}. */
public interface OrganizationRolesFactory extends ProviderFactory<OrganizationRoles> {}
