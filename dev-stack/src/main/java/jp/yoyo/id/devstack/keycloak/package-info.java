/** A Keycloak server with our providers, run as in production. */
@NullMarked
package jp.yoyo.id.devstack.keycloak;

import org.jspecify.annotations.NullMarked;
