package jp.yoyo.id.temporarypassword;

import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.keycloak.email.freemarker.beans.ProfileBean;
import org.keycloak.forms.login.freemarker.model.UrlBean;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.Urls;
import org.keycloak.theme.FreeMarkerException;
import org.keycloak.theme.Theme;
import org.keycloak.theme.beans.LinkExpirationFormatterMethod;
import org.keycloak.theme.beans.MessageFormatterMethod;
import org.keycloak.theme.freemarker.FreeMarkerProvider;
import org.keycloak.urls.UrlType;

/**
 * Renders mails with the realm's email theme and the variables that Keycloak's own mails have.
 *
 * <p>Keycloak's own renderer is not used for two reasons: it sends as soon as it has rendered, and
 * it takes the language from the session, where a cookie or parameter of the <em>caller</em> wins
 * over the realm's default. An administrator whose browser speaks English would send English mails.
 */
final class UserMailRenderer {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final TemporaryPasswordSettings settings;

  UserMailRenderer(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
    this.settings = new TemporaryPasswordSettings(realm);
  }

  /** One mail in the making, in the language of its recipient. */
  final class Draft {

    private final UserModel user;
    private final Locale locale;
    private final Map<String, Object> variables = new HashMap<>();

    private Draft(UserModel user) {
      this.user = user;
      this.locale = localeOf(user);
      with("recipientName", MailText.fullName(user.getLastName(), user.getFirstName(), locale));
      with("loginUrl", loginUrl());
    }

    Draft with(String name, Object value) {
      variables.put(name, value);
      return this;
    }

    /** How long a link is valid, and what writes it in the words of the recipient's language. */
    Draft withLink(String link, long expirationMinutes) {
      with("link", link);
      with("linkExpiration", expirationMinutes);
      return with("linkExpirationFormatter", new LinkExpirationFormatterMethod(messages(), locale));
    }

    private Properties messages() {
      try {
        return theme().getEnhancedMessages(realm, locale);
      } catch (IOException e) {
        throw new IllegalStateException("the email theme has no messages in " + locale, e);
      }
    }

    Draft withTime(String name, Instant time) {
      return with(name, MailText.time(time, settings.timeZone(), locale));
    }

    /**
     * @param subjectKey the message that is the subject
     * @param template file name under {@code text/} and {@code html/}
     * @param address of the recipient
     */
    UserMail render(String subjectKey, String template, String address) {
      try {
        Theme theme = theme();
        MessageFormatterMethod msg = new TextOnlyMessages(locale, messages());
        Map<String, Object> all = new HashMap<>(variables);
        all.put("locale", locale);
        all.put("ltr", true);
        all.put("msg", msg);
        all.put("properties", theme.getProperties());
        all.put("realmName", realmName());
        all.put("user", new ProfileBean(user, session));
        all.put("url", new UrlBean(realm, theme, baseUri(), null));
        String subject = String.valueOf(msg.exec(List.of(subjectKey)));
        all.put("subject", subject);
        FreeMarkerProvider freeMarker = session.getProvider(FreeMarkerProvider.class);
        String text = freeMarker.processTemplate(all, "text/" + template, theme);
        String html = freeMarker.processTemplate(all, "html/" + template, theme);
        return new UserMail(session, realm, address, subject, text, html);
      } catch (IOException | FreeMarkerException | TemplateModelException e) {
        throw new IllegalStateException(
            "the email theme cannot render " + template + " in " + locale, e);
      }
    }
  }

  Draft draftFor(UserModel user) {
    return new Draft(user);
  }

  /** The recipient's own language if the realm supports it, else the realm's default. */
  private Locale localeOf(UserModel user) {
    if (!realm.isInternationalizationEnabled()) {
      return Locale.ENGLISH;
    }
    String own = user.getFirstAttribute(UserModel.LOCALE);
    if (own != null && realm.getSupportedLocalesStream().anyMatch(own::equals)) {
      return Locale.forLanguageTag(own);
    }
    String realmDefault = realm.getDefaultLocale();
    return realmDefault == null ? Locale.ENGLISH : Locale.forLanguageTag(realmDefault);
  }

  private Theme theme() throws IOException {
    return session.theme().getTheme(Theme.Type.EMAIL);
  }

  private String realmName() {
    String displayName = realm.getDisplayName();
    return displayName == null ? realm.getName() : displayName;
  }

  private String loginUrl() {
    String set = settings.loginUrl();
    return set != null ? set : Urls.accountBase(baseUri()).build(realm.getName()) + "/";
  }

  /** The address users see, not the one the caller came by. */
  private URI baseUri() {
    return session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
  }

  /**
   * Keycloak's formatter also resolves <code>${…}</code> inside the values that are put into a
   * message. Values here are names that people typed: they are text.
   */
  private static final class TextOnlyMessages extends MessageFormatterMethod {

    private TextOnlyMessages(Locale locale, Properties messages) {
      super(locale, messages);
    }

    // The raw type is that of FreeMarker's interface.
    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public @Nullable Object exec(List arguments) throws TemplateModelException {
      List<Object> texts = new java.util.ArrayList<>(arguments.size());
      for (Object argument : arguments) {
        boolean isKey = texts.isEmpty();
        texts.add(
            !isKey && argument instanceof TemplateScalarModel scalar
                ? new Text(scalar.getAsString())
                : argument);
      }
      return super.exec(texts);
    }
  }

  private record Text(String value) {
    @Override
    public String toString() {
      return value;
    }
  }
}
