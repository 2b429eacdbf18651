package jp.yoyo.id.temporarypassword;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.Urls;
import org.keycloak.urls.UrlType;

/**
 * The browsers from which a user has logged in: each has a cookie with a random value, and the user
 * an attribute with the hashes of the last few. A login from a known one writes nothing.
 */
final class KnownDevices {

  /** Attribute of the user, a hash in each of its values, the oldest first. */
  static final String ATTRIBUTE = "knownDevices";

  static final String COOKIE = "YOYO_DEVICE";

  /** How many are remembered for a user. */
  static final int MOST = 10;

  private static final int ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;
  private static final int RANDOM_BYTES = 16;
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeycloakSession session;
  private final RealmModel realm;

  KnownDevices(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /**
   * Takes note of the browser of the present request.
   *
   * @return whether the user has logged in before, but not from this browser
   */
  boolean isNew(UserModel user) {
    String value = cookie();
    List<String> known = user.getAttributeStream(ATTRIBUTE).toList();
    if (value != null && known.contains(hash(value, user))) {
      return false;
    }
    if (value == null) {
      value = random();
      setCookie(value);
    }
    user.setAttribute(ATTRIBUTE, with(known, hash(value, user)));
    return !known.isEmpty();
  }

  /** The known ones and one more; the oldest go. */
  static List<String> with(List<String> known, String added) {
    List<String> all = new ArrayList<>(known);
    all.add(added);
    return List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
  }

  /** For this user only: the attributes of two users do not tell that they share a browser. */
  private static String hash(String value, UserModel user) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest((user.getId() + ":" + value).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable String cookie() {
    Cookie cookie = session.getContext().getHttpRequest().getHttpHeaders().getCookies().get(COOKIE);
    return cookie != null && VALUE.matcher(cookie.getValue()).matches() ? cookie.getValue() : null;
  }

  private void setCookie(String value) {
    java.net.URI base = session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
    session
        .getContext()
        .getHttpResponse()
        .setCookieIfAbsent(
            new NewCookie.Builder(COOKIE)
                .value(value)
                .path(Urls.realmBase(base).path(realm.getName()).build().getRawPath() + "/")
                .maxAge(ONE_YEAR_SECONDS)
                .httpOnly(true)
                .secure("https".equals(base.getScheme()))
                .sameSite(NewCookie.SameSite.LAX)
                .build());
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
