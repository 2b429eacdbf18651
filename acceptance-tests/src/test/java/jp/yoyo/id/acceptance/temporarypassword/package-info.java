/** The abuse cases of temporary passwords and of mails, against the running stack. */
@NullMarked
package jp.yoyo.id.acceptance.temporarypassword;

import org.jspecify.annotations.NullMarked;
