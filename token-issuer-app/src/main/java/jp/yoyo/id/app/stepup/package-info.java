/**
 * A fresh second factor before what costs money or credentials. Keycloak asks for it (level of
 * authentication 2); here is who has to be sent there, and the way back.
 */
@NullMarked
package jp.yoyo.id.app.stepup;

import org.jspecify.annotations.NullMarked;
