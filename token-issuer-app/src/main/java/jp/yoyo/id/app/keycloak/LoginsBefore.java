package jp.yoyo.id.app.keycloak;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know right after a login.
 *
 * @param login when the user logged in before; null if never
 * @param failure when a login failed; null if none did
 */
public record LoginsBefore(@Nullable Instant login, @Nullable Instant failure) {}
