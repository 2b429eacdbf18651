@NullMarked
package jp.yoyo.id.app.stepup;

import org.jspecify.annotations.NullMarked;
