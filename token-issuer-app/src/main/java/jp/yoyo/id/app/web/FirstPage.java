package jp.yoyo.id.app.web;

import java.util.function.Predicate;
import jp.yoyo.id.app.actor.Actor;

/**
 * Where some begin instead of at あなたの作業. A feature contributes its own as a bean.
 *
 * @param path where they are led
 * @param of who begins there
 */
public record FirstPage(String path, Predicate<Actor> of) {}
