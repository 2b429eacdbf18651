package jp.yoyo.id.temporarypassword;

import org.keycloak.provider.ProviderFactory;

/** Makes {@link TemporaryPasswordContacts}. */
public interface TemporaryPasswordContactsFactory
    extends ProviderFactory<TemporaryPasswordContacts> {}
