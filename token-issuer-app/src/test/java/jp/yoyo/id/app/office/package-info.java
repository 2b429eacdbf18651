@NullMarked
package jp.yoyo.id.app.office;

import org.jspecify.annotations.NullMarked;
