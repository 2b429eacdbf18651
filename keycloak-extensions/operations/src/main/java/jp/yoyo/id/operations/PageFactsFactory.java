package jp.yoyo.id.operations;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.theme.freemarker.DefaultFreeMarkerProviderFactory;
import org.keycloak.theme.freemarker.FreeMarkerProvider;
import org.keycloak.theme.freemarker.FreeMarkerProviderFactory;

/** Makes {@link PageFacts} in the place of Keycloak's own provider, which does the work. */
public final class PageFactsFactory implements FreeMarkerProviderFactory {

  private final DefaultFreeMarkerProviderFactory keycloaks = new DefaultFreeMarkerProviderFactory();

  @Override
  public FreeMarkerProvider create(KeycloakSession session) {
    return new PageFacts(session, keycloaks.create(session));
  }

  @Override
  public String getId() {
    return keycloaks.getId();
  }

  /** Before Keycloak's own of the same name. */
  @Override
  public int order() {
    return keycloaks.order() + 1;
  }

  @Override
  public void init(Config.Scope config) {
    keycloaks.init(config);
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    keycloaks.postInit(factory);
  }

  @Override
  public void close() {
    keycloaks.close();
  }
}
