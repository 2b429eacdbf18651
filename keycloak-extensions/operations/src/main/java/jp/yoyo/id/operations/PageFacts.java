package jp.yoyo.id.operations;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.FreeMarkerException;
import org.keycloak.theme.Theme;
import org.keycloak.theme.freemarker.FreeMarkerProvider;

/**
 * Gives every template, of pages and mails, the variable {@code operations}: the help desk, the
 * maintenance and the number of the request. And writes a line into the log for each error page,
 * with the number that stands on it. It is the one place by which all of them pass: those of login
 * flows, and 404 and 500, which Keycloak's error handler renders on its own.
 */
final class PageFacts implements FreeMarkerProvider {

  private static final Logger LOG = Logger.getLogger("jp.yoyo.id.operations.ErrorPage");

  private static final String VARIABLE = "operations";
  private static final String ERROR_PAGE = "error.ftl";
  private static final int SERVER_ERROR = 500;
  private static final int LONGEST = 300;

  private final KeycloakSession session;
  private final FreeMarkerProvider keycloaks;

  PageFacts(KeycloakSession session, FreeMarkerProvider keycloaks) {
    this.session = session;
    this.keycloaks = keycloaks;
  }

  @Override
  public String processTemplate(Object data, String template, Theme theme)
      throws FreeMarkerException {
    if (!(data instanceof Map<?, ?> given) || theme.getType() == null) {
      return keycloaks.processTemplate(data, template, theme);
    }
    Map<Object, Object> all = new HashMap<>(given);
    boolean errorPage = ERROR_PAGE.equals(template) && theme.getType() == Theme.Type.LOGIN;
    all.put(VARIABLE, facts(errorPage));
    if (errorPage) {
      log(all);
    }
    return keycloaks.processTemplate(all, template, theme);
  }

  private Map<String, Object> facts(boolean errorPage) {
    Map<String, Object> facts = new HashMap<>();
    if (errorPage) {
      facts.put("reference", Reference.ofRequest());
    }
    RealmModel realm = session.getContext().getRealm();
    if (realm == null) {
      return facts;
    }
    long now = Plans.now();
    HelpDesk.of(realm)
        .ifPresent(desk -> facts.put("helpDesk", helpDesk(Views.HelpDeskView.of(desk, now))));
    Plans.of(realm)
        .filter(plan -> plan.stateAt(now) != Plan.State.PLANNED)
        .ifPresent(plan -> facts.put("maintenance", maintenance(plan, now)));
    return facts;
  }

  private static Map<String, Object> helpDesk(Views.HelpDeskView desk) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("name", texts(desk.name()));
    facts.put("phone", desk.phone());
    if (desk.email() != null) {
      facts.put("email", desk.email());
    }
    facts.put("hours", texts(desk.hours()));
    facts.put("open", desk.open());
    Optional.ofNullable(desk.changesAt()).ifPresent(moment -> facts.put("changesAt", moment));
    return facts;
  }

  private static Map<String, Object> maintenance(Plan plan, long now) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("state", plan.stateAt(now).inApi());
    facts.put("from", plan.from());
    facts.put("until", plan.until());
    facts.put("text", texts(Views.TextView.of(plan.shownText())));
    facts.put("ownText", plan.text() != null);
    return facts;
  }

  private static Map<String, String> texts(Views.TextView text) {
    return Map.of("ja", text.ja(), "en", text.en());
  }

  private void log(Map<Object, Object> variables) {
    Object status = variables.get("statusCode");
    boolean server = status instanceof Integer code && code >= SERVER_ERROR;
    RealmModel realm = session.getContext().getRealm();
    LOG.log(
        server ? Logger.Level.ERROR : Logger.Level.INFO,
        "Error page %s: status=%s, realm=%s, client=%s, address=%s, source=%s, message=%s"
            .formatted(
                Reference.ofRequest(),
                status == null ? "-" : status,
                realm == null ? "-" : line(realm.getName()),
                session.getContext().getClient() == null
                    ? "-"
                    : line(session.getContext().getClient().getClientId()),
                address(),
                source(),
                line(message(variables))));
  }

  /** The path alone: parameters may hold codes and tokens. */
  private String address() {
    try {
      return line(
          session.getContext().getHttpRequest().getHttpMethod()
              + " "
              + session.getContext().getUri().getPath());
    } catch (RuntimeException e) {
      return "-";
    }
  }

  private String source() {
    try {
      return line(session.getContext().getConnection().getRemoteHost());
    } catch (RuntimeException e) {
      return "-";
    }
  }

  private static @Nullable Object message(Map<Object, Object> variables) {
    return variables.get("message") instanceof org.keycloak.theme.beans.MessageBean message
        ? message.getSummary()
        : null;
  }

  /** One line, whatever somebody put into it. */
  private static String line(@Nullable Object value) {
    String text = value == null ? "-" : value.toString();
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    String clean = cut.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ").strip();
    return clean.isEmpty() ? "-" : clean;
  }

  @Override
  public void close() {
    keycloaks.close();
  }
}
