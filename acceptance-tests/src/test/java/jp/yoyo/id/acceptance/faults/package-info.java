/** Parts that fail in the middle of something: mail server, Keycloak, database, companion app. */
@NullMarked
package jp.yoyo.id.acceptance.faults;

import org.jspecify.annotations.NullMarked;
