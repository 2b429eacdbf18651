@NullMarked
package jp.yoyo.id.app.configuration;

import org.jspecify.annotations.NullMarked;
