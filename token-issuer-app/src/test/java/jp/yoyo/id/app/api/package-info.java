@NullMarked
package jp.yoyo.id.app.api;

import org.jspecify.annotations.NullMarked;
