/** Login through Keycloak, sessions, headers. */
@NullMarked
package jp.yoyo.id.app.security;

import org.jspecify.annotations.NullMarked;
