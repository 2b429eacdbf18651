/** 導入状況: the manual's eight steps, for a facility and for the offices that look after it. */
@NullMarked
package jp.yoyo.id.app.onboarding;

import org.jspecify.annotations.NullMarked;
