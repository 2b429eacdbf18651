package jp.yoyo.id.app.keycloak;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Keycloak is asked for its maintenance and the help desk's data.
 *
 * @param fresh for how long an answer, or a failure, is not asked for again
 * @param timeout how long a page may wait for it
 */
@ConfigurationProperties("app.operations")
public record OperationsSettings(
    @DefaultValue("5s") Duration fresh, @DefaultValue("2s") Duration timeout) {}
