@NullMarked
package jp.yoyo.id.devstack.process;

import org.jspecify.annotations.NullMarked;
