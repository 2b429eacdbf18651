@NullMarked
package jp.yoyo.id.app.keycloak;

import org.jspecify.annotations.NullMarked;
