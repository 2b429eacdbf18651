package jp.yoyo.id.app.accounts;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When an account counts as unused.
 *
 * @param unusedMonths months without a login, if the page says nothing else
 */
@ConfigurationProperties("app.accounts")
public record AccountSettings(@DefaultValue("6") int unusedMonths) {}
