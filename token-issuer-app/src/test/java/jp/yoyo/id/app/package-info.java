@NullMarked
package jp.yoyo.id.app;

import org.jspecify.annotations.NullMarked;
