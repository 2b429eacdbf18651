package jp.yoyo.id.app.web;

import java.util.List;
import java.util.Locale;
import jp.yoyo.id.app.actor.ActingOrganization;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.keycloak.CurrentOperations;
import org.jspecify.annotations.Nullable;

/**
 * What the layout shows around each page.
 *
 * @param actor null where nobody is known: error pages, the page after sign-out
 * @param path of the page, for the language switch and the navigation's mark
 * @param navigation what the actor sees
 * @param accountUrl Keycloak's pages where users care for their own account
 * @param choices the organisations among which the actor can switch
 * @param announcements what is said on top of every page
 */
public record Frame(
    @Nullable Actor actor,
    Locale locale,
    String path,
    List<Entry> navigation,
    List<ActingOrganization> choices,
    List<Announcement> announcements,
    CurrentOperations.HelpDesk helpDesk,
    String accountUrl,
    String referenceNumber,
    @Nullable String notice) {

  /** An entry of the navigation. */
  public record Entry(String labelKey, String path, boolean current) {}

  public Frame {
    navigation = List.copyOf(navigation);
    choices = List.copyOf(choices);
    announcements = List.copyOf(announcements);
  }
}
