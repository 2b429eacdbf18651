/** What can be known about the themes without a server: their texts, their mails, their colours. */
@NullMarked
package jp.yoyo.id.themes;

import org.jspecify.annotations.NullMarked;
