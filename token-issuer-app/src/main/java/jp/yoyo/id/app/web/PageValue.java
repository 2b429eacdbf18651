package jp.yoyo.id.app.web;

import java.util.Locale;
import java.util.function.Function;

/**
 * Something that every template gets. Each feature contributes its own as beans.
 *
 * @param name in the templates
 * @param in what it is in a language
 */
public record PageValue(String name, Function<Locale, Object> in) {}
