/** The app's own mails, in the look of the realm's. */
@NullMarked
package jp.yoyo.id.app.mail;

import org.jspecify.annotations.NullMarked;
