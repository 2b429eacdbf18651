package jp.yoyo.id.realmconfig;

/** How the program proves who it is to the realm {@code master}. Never printed. */
final class AdminLogin {
  private final String form;

  private AdminLogin(String form) {
    this.form = form;
  }

  static AdminLogin password(String user, String password) {
    return new AdminLogin(
        "grant_type=password&client_id=admin-cli&username="
            + AdminApi.encoded(user)
            + "&password="
            + AdminApi.encoded(password));
  }

  static AdminLogin serviceAccount(String clientId, String clientSecret) {
    return new AdminLogin(
        "grant_type=client_credentials&client_id="
            + AdminApi.encoded(clientId)
            + "&client_secret="
            + AdminApi.encoded(clientSecret));
  }

  String form() {
    return form;
  }

  @Override
  public String toString() {
    return "AdminLogin";
  }
}
