@NullMarked
package jp.yoyo.id.devstack.postgres;

import org.jspecify.annotations.NullMarked;
