/** Who acts, for which organisation, with which permissions: asked anew at each request. */
@NullMarked
package jp.yoyo.id.app.actor;

import org.jspecify.annotations.NullMarked;
