package jp.yoyo.id.app.web;

import jp.yoyo.id.app.actor.Actor;
import org.jspecify.annotations.Nullable;

/** A page that stands in the place of 「あなたの作業」 for some. A bean. */
@FunctionalInterface
public interface FirstPage {

  /** Path of the actor's first page; null for those who have no other. */
  @Nullable String of(Actor actor);
}
