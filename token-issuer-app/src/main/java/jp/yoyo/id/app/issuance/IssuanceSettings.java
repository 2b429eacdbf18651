package jp.yoyo.id.app.issuance;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How accounts are issued in the background.
 *
 * @param enabled whether this process works on files at all
 * @param inFlight how many accounts of one file may wait for Keycloak at the same time; the rest
 *     waits in the file, so that pausing has an effect and single accounts need not queue
 * @param checksPerMinute how many accounts that nobody has logged in with are looked up in Keycloak
 * @param checkAgainAfter how long a looked-up account is left alone
 */
@ConfigurationProperties("app.issuance")
public record IssuanceSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("12") int inFlight,
    @DefaultValue("50") int checksPerMinute,
    @DefaultValue("1h") Duration checkAgainAfter) {}
