/**
 * Brings a Keycloak to the state that the files under {@code realm/} describe.
 *
 * <p>{@link jp.yoyo.id.realmconfig.RealmConfig} is the way in.
 */
@NullMarked
package jp.yoyo.id.realmconfig;

import org.jspecify.annotations.NullMarked;
