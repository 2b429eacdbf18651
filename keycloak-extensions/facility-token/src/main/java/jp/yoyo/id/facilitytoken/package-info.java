/**
 * Facility tokens: a facility's system exchanges one at Keycloak's token endpoint for a short
 * access token. The token is a credential of the facility's system account.
 */
@NullMarked
package jp.yoyo.id.facilitytoken;

import org.jspecify.annotations.NullMarked;
