@NullMarked
package jp.yoyo.id.app.maintenance;

import org.jspecify.annotations.NullMarked;
