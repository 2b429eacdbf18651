@NullMarked
package jp.yoyo.id.app.inquiry;

import org.jspecify.annotations.NullMarked;
