package jp.yoyo.id.app.web;

import java.util.List;
import java.util.Locale;
import jp.yoyo.id.app.actor.ActingOrganization;
import jp.yoyo.id.app.actor.Actor;
import org.jspecify.annotations.Nullable;

/**
 * What the layout shows around each page.
 *
 * @param actor null where nobody is known: error pages, the page after sign-out
 * @param path of the page, for the language switch and the navigation's mark
 * @param navigation what the actor sees
 * @param accountUrl Keycloak's pages where users care for their own account
 * @param choices the organisations among which the actor can switch
 */
public record Frame(
    @Nullable Actor actor,
    Locale locale,
    String path,
    List<Entry> navigation,
    List<ActingOrganization> choices,
    HelpDeskView helpDesk,
    String accountUrl,
    String referenceNumber,
    @Nullable String notice) {

  /** An entry of the navigation. */
  public record Entry(String labelKey, String path, boolean current) {}

  /** Whom to ask. */
  public record HelpDeskView(String name, String phone, String hours) {}

  public Frame {
    navigation = List.copyOf(navigation);
    choices = List.copyOf(choices);
  }
}
