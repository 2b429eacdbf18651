package jp.yoyo.id.app.mail;

import java.nio.charset.StandardCharsets;
import java.util.Properties;
import jp.yoyo.id.app.configuration.AppConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The mail server. */
@Configuration
class MailConfiguration {

  /** A server that hangs holds up one worker of the outbox for this long. */
  private static final String MILLISECONDS = "15000";

  @Bean
  static JavaMailSender mailServer(AppConfiguration configuration) {
    AppConfiguration.Mail mail = configuration.mail();
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost(mail.host());
    sender.setPort(mail.port());
    sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
    if (mail.auth()) {
      sender.setUsername(mail.user());
      sender.setPassword(mail.password());
    }
    Properties properties = sender.getJavaMailProperties();
    properties.setProperty("mail.smtp.auth", Boolean.toString(mail.auth()));
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(mail.starttls()));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(mail.starttls()));
    properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(mail.ssl()));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.connectiontimeout", MILLISECONDS);
    properties.setProperty("mail.smtp.timeout", MILLISECONDS);
    properties.setProperty("mail.smtp.writetimeout", MILLISECONDS);
    return sender;
  }
}
