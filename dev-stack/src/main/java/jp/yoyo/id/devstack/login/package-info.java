/** Logging in over HTTP, page by page, as a browser does. */
@NullMarked
package jp.yoyo.id.devstack.login;

import org.jspecify.annotations.NullMarked;
