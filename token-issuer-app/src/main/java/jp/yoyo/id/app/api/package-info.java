/** What all of {@code /api/v1} has in common: tokens, bodies, errors, its document. */
@NullMarked
package jp.yoyo.id.app.api;

import org.jspecify.annotations.NullMarked;
