package jp.yoyo.id.devstack;

import java.util.Map;

/**
 * Where the parts listen, all on the loopback interface. 0 means: any free port.
 *
 * @param keycloak login pages, token endpoint, REST
 * @param management Keycloak's health and metrics
 * @param inbox page and JSON of the mail inbox
 * @param smtp the mail server behind the inbox
 * @param postgres the database
 * @param app the companion app
 * @param appManagement the companion app's health and metrics
 */
public record Ports(
    int keycloak, int management, int inbox, int smtp, int postgres, int app, int appManagement) {

  public static final String KEYCLOAK = "YOYO_KEYCLOAK_PORT";
  public static final String MANAGEMENT = "YOYO_MANAGEMENT_PORT";
  public static final String INBOX = "YOYO_INBOX_PORT";
  public static final String SMTP = "YOYO_SMTP_PORT";
  public static final String POSTGRES = "YOYO_POSTGRES_PORT";
  public static final String APP = "YOYO_APP_PORT";
  public static final String APP_MANAGEMENT = "YOYO_APP_MANAGEMENT_PORT";

  public Ports {
    require(KEYCLOAK, keycloak);
    require(MANAGEMENT, management);
    require(INBOX, inbox);
    require(SMTP, smtp);
    require(POSTGRES, postgres);
    require(APP, app);
    require(APP_MANAGEMENT, appManagement);
  }

  /** The ports of `./start`. */
  public static Ports defaults() {
    return new Ports(8080, 9000, 8025, 1025, 5433, 8081, 9001);
  }

  /** Any free ports: for tests that run beside a stack, or beside each other. */
  public static Ports free() {
    return new Ports(0, 0, 0, 0, 0, 0, 0);
  }

  /** The defaults, each of which an environment variable may replace. */
  public static Ports from(Map<String, String> environment) {
    Ports defaults = defaults();
    return new Ports(
        number(environment, KEYCLOAK, defaults.keycloak),
        number(environment, MANAGEMENT, defaults.management),
        number(environment, INBOX, defaults.inbox),
        number(environment, SMTP, defaults.smtp),
        number(environment, POSTGRES, defaults.postgres),
        number(environment, APP, defaults.app),
        number(environment, APP_MANAGEMENT, defaults.appManagement));
  }

  private static int number(Map<String, String> environment, String name, int otherwise) {
    String value = environment.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new StartFailedException(name + " is \"" + value + "\": a port number is needed.", e);
    }
  }

  private static void require(String name, int port) {
    if (port < 0 || port > 65535) {
      throw new StartFailedException(name + " is " + port + ": a port lies between 1 and 65535.");
    }
  }
}
