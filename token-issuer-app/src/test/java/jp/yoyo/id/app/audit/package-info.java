@NullMarked
package jp.yoyo.id.app.audit;

import org.jspecify.annotations.NullMarked;
