/** Parts that fail in the middle of something: mail server, Keycloak, database. */
@NullMarked
package jp.yoyo.id.acceptance.faults;

import org.jspecify.annotations.NullMarked;
