/** A mail server that keeps what it receives and shows it on a page. */
@NullMarked
package jp.yoyo.id.devstack.inbox;

import org.jspecify.annotations.NullMarked;
