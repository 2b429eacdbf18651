package jp.yoyo.id.organizationadmin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import jp.yoyo.id.organizationadmin.OrganizationQueries.EventFilter;
import jp.yoyo.id.organizationadmin.OrganizationQueries.EventRow;
import jp.yoyo.id.organizationadmin.OrganizationQueries.Rows;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/**
 * Who did what in which organisation, as Keycloak's own admin events. Their details name the
 * organisation, the action and the member; no event holds a password.
 */
final class Audit {

  /** What was done; the name in the API and in the events is that of {@link #inApi}. */
  enum Action {
    ISSUE_ORGANIZATION(OperationType.CREATE),
    WITHDRAW_ISSUE(OperationType.DELETE),
    UPDATE_ORGANIZATION(OperationType.UPDATE),
    ENABLE_ORGANIZATION(OperationType.UPDATE),
    DISABLE_ORGANIZATION(OperationType.UPDATE),
    REGISTER_MEMBER(OperationType.CREATE),
    WITHDRAW_REGISTRATION(OperationType.DELETE),
    UPDATE_MEMBER(OperationType.UPDATE),
    REMOVE_MEMBER(OperationType.DELETE),
    ENABLE_MEMBER(OperationType.UPDATE),
    DISABLE_MEMBER(OperationType.UPDATE),
    UNLOCK_MEMBER(OperationType.ACTION),
    SIGN_OUT_MEMBER(OperationType.ACTION),
    CHANGE_ROLES(OperationType.UPDATE),
    SEND_TEMPORARY_PASSWORD(OperationType.ACTION),
    RESET_SECOND_FACTOR(OperationType.ACTION);

    private final OperationType operation;

    Action(OperationType operation) {
      this.operation = operation;
    }

    String inApi() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Action> ofApi(String name) {
      return Arrays.stream(values()).filter(action -> action.inApi().equals(name)).findFirst();
    }

    /** What people call it. */
    String label(Locale locale) {
      return ResourceBundle.getBundle(LABELS, locale, NO_FALLBACK).getString(inApi());
    }
  }

  /** Details by these names are the event's own and not repeated among the others in a view. */
  private static final String ACTION = "action";

  private static final String ORGANIZATION = "organization";
  private static final String MEMBER = "member";
  private static final String ON_BEHALF = "onBehalf";

  private static final String LABELS = "jp.yoyo.id.organizationadmin.actions";

  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private static final String RESOURCE_TYPE = "ORGANIZATION_ADMIN";

  private static final JsonMapper JSON = new JsonMapper();

  private final KeycloakSession session;
  private final RealmModel realm;
  private final AdminAuth actor;
  private final boolean onBehalf;

  /**
   * @param session the session whose transaction writes the events
   * @param actor who acts
   * @param onBehalf whether a service account calls for him
   */
  Audit(KeycloakSession session, AdminAuth actor, boolean onBehalf) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.actor = actor;
    this.onBehalf = onBehalf;
  }

  static Audit by(KeycloakSession session, Caller caller) {
    return new Audit(
        session,
        new AdminAuth(
            session.getContext().getRealm(), caller.token(), caller.user(), caller.client()),
        caller.isOnBehalf());
  }

  /** The same actor's audit in another session's transaction. */
  Audit in(KeycloakSession other) {
    return new Audit(other, actor, onBehalf);
  }

  /** Records something done to the organisation itself. */
  void record(Action action, String organizationAlias, Map<String, String> details) {
    record(action, organizationAlias, null, null, details);
  }

  /**
   * Records something done to a member.
   *
   * @param userId the member's user ID, which stays readable when the user is gone
   */
  void record(
      Action action,
      String organizationAlias,
      @Nullable String memberId,
      @Nullable String userId,
      Map<String, String> details) {
    AdminEventBuilder event =
        new AdminEventBuilder(realm, actor, session, session.getContext().getConnection())
            .resource(RESOURCE_TYPE)
            .operation(action.operation)
            .detail(ACTION, action.inApi())
            .detail(ORGANIZATION, organizationAlias);
    String path = path(organizationAlias);
    if (memberId != null) {
      path += "/members/" + memberId;
    }
    if (userId != null) {
      event.detail(MEMBER, userId);
    }
    if (onBehalf) {
      event.detail(ON_BEHALF, actor.getClient().getClientId());
    }
    details.forEach(event::detail);
    event.resourcePath(path).success();
  }

  /**
   * A page of what was done in the organisation, newest first; two statements.
   *
   * @param search which of it
   */
  static Views.Page<Views.EventView> list(
      KeycloakSession session, String organizationAlias, EventSearch search, Paging paging) {
    Rows<EventRow> events =
        new OrganizationQueries(session).events(path(organizationAlias), filter(search), paging);
    List<Views.EventView> views =
        events.rows().stream().map(event -> view(session, event)).toList();
    return new Views.Page<>(views, events.total(), paging.first(), paging.max());
  }

  private static EventFilter filter(EventSearch search) {
    List<String> details = new ArrayList<>();
    if (search.action() != null) {
      details.add(detail(ACTION, search.action().inApi()));
    }
    if (search.member() != null) {
      // By the user ID that the event holds, not by id: the user may be gone.
      details.add(detail(MEMBER, search.member()));
    }
    return new EventFilter(search.actor(), details, search.from(), search.to());
  }

  /**
   * As it stands in the JSON; a quotation mark within a value is escaped there, so it is unique.
   */
  private static String detail(String name, String value) {
    try {
      return JSON.writeValueAsString(name) + ":" + JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Views.EventView view(KeycloakSession session, EventRow event) {
    Map<String, String> details = new HashMap<>(details(event));
    String name = details.remove(ACTION);
    String member = details.remove(MEMBER);
    details.remove(ORGANIZATION);
    String action = name == null ? event.operation() : name;
    var client =
        event.client() == null
            ? null
            : session.getContext().getRealm().getClientById(event.client());
    return new Views.EventView(
        event.id(),
        event.time(),
        action,
        Action.ofApi(action).map(known -> known.label(Problem.locale(session))).orElse(action),
        event.actor(),
        client == null ? null : client.getClientId(),
        event.ipAddress(),
        member,
        details);
  }

  private static Map<String, String> details(EventRow event) {
    String json = event.details();
    if (json == null) {
      return Map.of();
    }
    try {
      return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      return Map.of();
    }
  }

  private static String path(String organizationAlias) {
    return "organization-admin/organizations/" + organizationAlias;
  }
}
