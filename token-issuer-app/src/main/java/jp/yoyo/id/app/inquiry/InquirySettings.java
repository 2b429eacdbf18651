package jp.yoyo.id.app.inquiry;

import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Inquiries.
 *
 * @param retention how long closed ones are kept
 * @param mostPerDay how many one user can send within 24 hours: each sends a mail
 */
@ConfigurationProperties("app.inquiry")
public record InquirySettings(
    @DefaultValue("5y") Period retention, @DefaultValue("20") int mostPerDay) {}
