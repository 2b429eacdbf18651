package jp.yoyo.id.temporarypassword;

import org.keycloak.provider.ProviderFactory;

/** Makes a {@link TemporaryPasswordProvider} for each session. */
public interface TemporaryPasswordProviderFactory
    extends ProviderFactory<TemporaryPasswordProvider> {}
