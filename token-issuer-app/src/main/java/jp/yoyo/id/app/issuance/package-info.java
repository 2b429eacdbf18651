/**
 * Account issuance (アカウント発行, chapter 1 of the manual): organisations with their first
 * administrators, one on a form or thousands from a file.
 */
@NullMarked
package jp.yoyo.id.app.issuance;

import org.jspecify.annotations.NullMarked;
