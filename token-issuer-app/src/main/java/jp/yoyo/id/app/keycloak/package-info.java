/** The REST API of organization-admin, called on behalf of users. */
@NullMarked
package jp.yoyo.id.app.keycloak;

import org.jspecify.annotations.NullMarked;
