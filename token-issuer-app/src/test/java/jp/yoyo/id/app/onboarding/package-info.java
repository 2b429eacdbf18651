@NullMarked
package jp.yoyo.id.app.onboarding;

import org.jspecify.annotations.NullMarked;
