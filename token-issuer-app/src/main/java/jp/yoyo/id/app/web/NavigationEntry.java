package jp.yoyo.id.app.web;

import java.util.function.Predicate;
import jp.yoyo.id.app.actor.Actor;

/**
 * An entry of the navigation. Each feature contributes its own as beans.
 *
 * @param labelKey message
 * @param path where it leads; pages below it count as belonging to it
 * @param order position, small ones first
 * @param visibleTo who sees it; the page itself checks again
 */
public record NavigationEntry(
    String labelKey, String path, int order, Predicate<Actor> visibleTo) {}
