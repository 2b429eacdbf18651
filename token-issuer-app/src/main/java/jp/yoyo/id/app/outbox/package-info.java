/** What leaves the app after commit: calls to Keycloak and mails, retried until they succeed. */
@NullMarked
package jp.yoyo.id.app.outbox;

import org.jspecify.annotations.NullMarked;
