package jp.yoyo.id.app.actor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import jp.yoyo.id.app.keycloak.LoginsBefore;
import jp.yoyo.id.app.keycloak.Me;
import jp.yoyo.id.app.keycloak.OrganizationAdmin;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.RequestContextUtils;

/** Finds out who acts in a request. One call of Keycloak per request, however often it is asked. */
@Component
public class CurrentActor {

  /** Session attribute: alias of the organisation that the user has chosen. */
  static final String CHOSEN = "yoyo.organization";

  /** Request header of the API: alias of the organisation, for users of several. */
  public static final String ORGANIZATION_HEADER = "Acting-Organization";

  private static final String ACTOR = CurrentActor.class.getName() + ".actor";
  private static final String ME = CurrentActor.class.getName() + ".me";

  private final OrganizationAdmin organizationAdmin;

  CurrentActor(OrganizationAdmin organizationAdmin) {
    this.organizationAdmin = organizationAdmin;
  }

  /**
   * Who acts.
   *
   * @throws NoOrganizationException if the user belongs to none
   * @throws OrganizationNotChosenException if the user has to choose first
   * @throws UserDisabledException if Keycloak no longer lets the user in
   * @throws ClosedForMaintenanceException if it lets in nobody but operators now
   */
  public Actor of(HttpServletRequest request) {
    Object known = request.getAttribute(ACTOR);
    if (known instanceof Actor actor) {
      return actor;
    }
    Me me = me(request);
    List<Me.Organization> choices = choices(me);
    if (choices.isEmpty()) {
      throw new NoOrganizationException();
    }
    Me.Organization organization = chosen(request, choices);
    Actor actor =
        new Actor(
            me.id(),
            me.userId(),
            me.name().isBlank() ? me.userId() : me.name(),
            locale(request),
            acting(organization),
            organization.permissions());
    request.setAttribute(ACTOR, actor);
    return actor;
  }

  /** Who acts, as far as this request has needed to know it: for the frame of a page. */
  public Optional<Actor> known(HttpServletRequest request) {
    return request.getAttribute(ACTOR) instanceof Actor actor
        ? Optional.of(actor)
        : Optional.empty();
  }

  /** The user, whether or not there is an organisation to act for. */
  Me me(HttpServletRequest request) {
    if (request.getAttribute(ME) instanceof Me me) {
      return me;
    }
    Authentication authentication =
        Objects.requireNonNull(
            SecurityContextHolder.getContext().getAuthentication(), "Nobody is logged in");
    Me me;
    try {
      me = organizationAdmin.me(authentication.getName(), locale(request));
    } catch (OrganizationAdminException e) {
      if (e.status() == 403) {
        throw new UserDisabledException(e);
      }
      if (e.is("maintenance")) {
        throw new ClosedForMaintenanceException(e);
      }
      throw e;
    }
    request.setAttribute(ME, me);
    return me;
  }

  /** The logins before the present one; empty for who comes without a session of Keycloak's. */
  public Optional<LoginsBefore> loginsBefore() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null || !(authentication.getPrincipal() instanceof OidcUser user)) {
      return Optional.empty();
    }
    String session = user.getIdToken().getClaimAsString("sid");
    return session == null
        ? Optional.empty()
        : Optional.of(organizationAdmin.loginsBefore(authentication.getName(), session));
  }

  /** Whether the user has to show a second factor before what costs money or credentials. */
  public boolean needsSecondFactor(HttpServletRequest request) {
    return me(request).needsSecondFactor();
  }

  /** The organisations for which the user could act, as far as this request knows them. */
  public List<ActingOrganization> choices(HttpServletRequest request) {
    return request.getAttribute(ME) instanceof Me me
        ? choices(me).stream().map(CurrentActor::acting).toList()
        : List.of();
  }

  private static List<Me.Organization> choices(Me me) {
    return me.organizations().stream()
        .filter(Me.Organization::enabled)
        .filter(organization -> OrganizationType.named(organization.type()).isPresent())
        .toList();
  }

  private static Me.Organization chosen(HttpServletRequest request, List<Me.Organization> choices) {
    if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken) {
      return named(request.getHeader(ORGANIZATION_HEADER), choices);
    }
    if (choices.size() == 1) {
      return choices.get(0);
    }
    HttpSession session = request.getSession(false);
    Object alias = session == null ? null : session.getAttribute(CHOSEN);
    return find(choices, alias).orElseThrow(OrganizationNotChosenException::new);
  }

  /** By bearer token: there is no session, and whoever names another one is not misunderstood. */
  private static Me.Organization named(@Nullable String alias, List<Me.Organization> choices) {
    if (alias == null && choices.size() == 1) {
      return choices.get(0);
    }
    return find(choices, alias).orElseThrow(OrganizationNotChosenException::new);
  }

  private static Optional<Me.Organization> find(
      List<Me.Organization> choices, @Nullable Object alias) {
    return choices.stream().filter(choice -> choice.alias().equals(alias)).findFirst();
  }

  /** Whether the user of this request may act for the organisation with that alias. */
  boolean mayChoose(HttpServletRequest request, String alias) {
    return find(choices(me(request)), alias).isPresent();
  }

  private static ActingOrganization acting(Me.Organization organization) {
    return new ActingOrganization(
        organization.alias(),
        OrganizationType.named(organization.type()).orElseThrow(),
        organization.displayName(),
        Objects.requireNonNullElse(organization.code(), ""),
        Objects.requireNonNullElse(organization.prefecture(), ""));
  }

  private static Locale locale(HttpServletRequest request) {
    return RequestContextUtils.getLocale(request);
  }
}
