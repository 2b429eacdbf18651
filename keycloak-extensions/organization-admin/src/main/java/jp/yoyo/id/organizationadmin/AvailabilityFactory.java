package jp.yoyo.id.organizationadmin;

import org.keycloak.provider.ProviderFactory;

/** Makes {@link Availability}. */
public interface AvailabilityFactory extends ProviderFactory<Availability> {}
