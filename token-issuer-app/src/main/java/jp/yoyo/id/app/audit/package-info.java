/** Who changed what, when, from what to what. Nothing of it can be changed through the app. */
@NullMarked
package jp.yoyo.id.app.audit;

import org.jspecify.annotations.NullMarked;
