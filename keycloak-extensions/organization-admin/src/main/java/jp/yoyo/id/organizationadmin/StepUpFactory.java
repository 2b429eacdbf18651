package jp.yoyo.id.organizationadmin;

import org.keycloak.provider.ProviderFactory;

/** Makes {@link StepUp}. */
public interface StepUpFactory extends ProviderFactory<StepUp> {}
