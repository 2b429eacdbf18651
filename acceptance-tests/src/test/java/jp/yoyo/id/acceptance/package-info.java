/**
 * The manual, walked against a running stack. The stack and the fixtures are here; the tests are in
 * the packages below, by chapter or by what is attacked.
 */
@NullMarked
package jp.yoyo.id.acceptance;

import org.jspecify.annotations.NullMarked;
