@NullMarked
package jp.yoyo.id.devstack;

import org.jspecify.annotations.NullMarked;
