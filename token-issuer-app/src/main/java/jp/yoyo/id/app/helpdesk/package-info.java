/** ヘルプデスク: finds what a caller speaks of, sees states and history, and has passwords reissued. */
@NullMarked
package jp.yoyo.id.app.helpdesk;

import org.jspecify.annotations.NullMarked;
