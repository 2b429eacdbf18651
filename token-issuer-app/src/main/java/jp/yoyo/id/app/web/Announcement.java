package jp.yoyo.id.app.web;

import java.util.List;
import java.util.Locale;
import jp.yoyo.id.app.actor.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Something that is said on top of every page.
 *
 * @param title in the page's language
 */
public record Announcement(String title, String text) {

  /** Where announcements come from. A bean. */
  @FunctionalInterface
  public interface Source {

    /**
     * What is to be said now.
     *
     * @param actor null where nobody is known
     */
    List<Announcement> now(@Nullable Actor actor, Locale locale);
  }
}
