package jp.yoyo.id.app.configuration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What an operator sets. application.yaml takes each value from an environment variable; all that
 * are missing are named together when the app starts.
 *
 * @param publicUrl base address as browsers see it, without a slash at the end; every link and
 *     redirect uses it, whatever Host header a request carries
 * @param trustedProxies regular expression of the addresses of reverse proxies whose X-Forwarded-…
 *     headers count; empty: nobody's
 * @param database the app's own database
 * @param keycloak the identity provider
 * @param mail the mail server
 * @param helpDesk shown below each page and mail
 * @param session how long a login lasts
 * @param retention how long records are kept
 * @param api programs of other organisations
 */
@Validated
@ConfigurationProperties("app")
public record AppConfiguration(
    @NotBlank(message = "YOYO_TOKEN_ISSUER_APP_URL is missing")
        @Pattern(
            regexp = "(https?://[^/?#\\s]+)?",
            message =
                "YOYO_TOKEN_ISSUER_APP_URL must be http(s)://host[:port] without a slash at the end")
        String publicUrl,
    String trustedProxies,
    @Valid Database database,
    @Valid Keycloak keycloak,
    @Valid Mail mail,
    @Valid HelpDesk helpDesk,
    Session session,
    Retention retention,
    @Valid Api api) {

  /** The app's own PostgreSQL database. */
  public record Database(
      @NotBlank(message = "YOYO_APP_DATABASE_URL is missing")
          @Pattern(
              regexp = "(jdbc:postgresql:.*)?",
              message = "YOYO_APP_DATABASE_URL must begin with jdbc:postgresql:")
          String url,
      @NotBlank(message = "YOYO_APP_DATABASE_USER is missing") String user,
      @NotBlank(message = "YOYO_APP_DATABASE_PASSWORD is missing") String password,
      @Min(2) int connections) {

    @Override
    public String toString() {
      return url;
    }
  }

  /**
   * The identity provider.
   *
   * @param url base address as browsers see it; the issuer of the tokens begins with it
   * @param internalUrl base address as this program sees it; the same where nothing is set
   * @param clientSecret of the client token-issuer-app
   */
  public record Keycloak(
      @NotBlank(message = "YOYO_LOGIN_URL is missing")
          @Pattern(
              regexp = "(https?://[^?#\\s]+[^/?#\\s])?",
              message = "YOYO_LOGIN_URL must be http(s)://host[:port] without a slash at the end")
          String url,
      @Nullable String internalUrl,
      @NotBlank String realm,
      @NotBlank String clientId,
      @Size(min = 32, message = "YOYO_TOKEN_ISSUER_APP_SECRET is missing or shorter than 32")
          String clientSecret,
      Duration connectTimeout,
      Duration readTimeout) {

    /** The issuer that tokens name. */
    public String issuer() {
      return url + "/realms/" + realm;
    }

    /** Where this program reaches the realm. */
    public String internalRealm() {
      return (internalUrl == null || internalUrl.isBlank() ? url : internalUrl)
          + "/realms/"
          + realm;
    }

    @Override
    public String toString() {
      return issuer();
    }
  }

  /** The mail server; the same variables as those of the realm's mails. */
  public record Mail(
      @NotBlank(message = "YOYO_SMTP_HOST is missing") String host,
      @Min(1) @Max(65535) int port,
      @NotBlank(message = "YOYO_SMTP_FROM is missing") String from,
      @NotBlank String fromName,
      boolean starttls,
      boolean ssl,
      boolean auth,
      String user,
      String password) {

    @AssertTrue(
        message = "YOYO_SMTP_USER and YOYO_SMTP_PASSWORD are needed where YOYO_SMTP_AUTH is true")
    boolean isLoginComplete() {
      return !auth || (!user.isBlank() && !password.isBlank());
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** Whom to ask: operators set it, there is nothing sensible to assume but the documents. */
  public record HelpDesk(
      @NotBlank String name, @NotBlank String phone, @NotBlank String hours, String hoursEnglish) {

    /** The hours in a language: the Japanese ones where there are no others. */
    public String hoursIn(java.util.Locale locale) {
      return locale.getLanguage().equals("ja") || hoursEnglish.isBlank() ? hours : hoursEnglish;
    }
  }

  /**
   * How long a login lasts.
   *
   * @param idle without a request
   * @param overall at most, however busy
   */
  public record Session(Duration idle, Duration overall) {}

  /**
   * How long records are kept.
   *
   * @param audit the audit trail
   * @param outbox messages that were delivered
   */
  public record Retention(Period audit, Period outbox) {}

  /**
   * Programs of other organisations.
   *
   * @param clients ids of the realm's clients whose access tokens are accepted; one that ends with
   *     an asterisk stands for all that begin so
   */
  public record Api(
      List<@Pattern(regexp = "[A-Za-z0-9._-]+\\*?", message = "YOYO_API_CLIENTS") String> clients) {

    public Api {
      clients = List.copyOf(clients);
    }

    /** Whether tokens of that client are accepted. */
    public boolean allows(String client) {
      return clients.stream()
          .anyMatch(
              each ->
                  each.endsWith("*")
                      ? client.startsWith(each.substring(0, each.length() - 1))
                      : client.equals(each));
    }
  }

  /** Whether browsers reach the app by TLS. */
  public boolean isSecure() {
    return "https".equals(URI.create(publicUrl).getScheme());
  }
}
