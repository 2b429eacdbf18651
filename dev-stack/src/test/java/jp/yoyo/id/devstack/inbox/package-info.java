@NullMarked
package jp.yoyo.id.devstack.inbox;

import org.jspecify.annotations.NullMarked;
