package jp.yoyo.id.facility.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a facility's system needs to know: where to exchange the token, where the API is.
 *
 * @param tokenEndpoint https; plain http only on this machine
 * @param api base address of the API, likewise
 * @param clientId of the facility app at the token endpoint
 */
public record FacilityConnection(
    URI tokenEndpoint, URI api, String clientId, FacilityToken facilityToken) {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  public FacilityConnection {
    requireSafe(tokenEndpoint);
    requireSafe(api);
    if (clientId.isBlank()) {
      throw new IllegalArgumentException("The client id is empty");
    }
  }

  private static void requireSafe(URI address) {
    if (!isSafe(address)) {
      throw new IllegalArgumentException("Not an https address with a host");
    }
  }

  /** A token goes over an encrypted connection or does not leave the machine. */
  static boolean isSafe(URI address) {
    String host = address.getHost();
    return host != null
        && address.getRawUserInfo() == null
        && address.getRawQuery() == null
        && address.getRawFragment() == null
        && ("https".equalsIgnoreCase(address.getScheme())
            || ("http".equalsIgnoreCase(address.getScheme()) && THIS_MACHINE.contains(host)));
  }

  /**
   * Reads the file that the companion app offers for download when the token is claimed: a
   * properties file in UTF-8 with {@code token_endpoint}, {@code client_id}, {@code facility_token}
   * and {@code api}. Other keys do not matter.
   *
   * @throws TokenFileException if it is not there, incomplete, or can be read by others
   * @throws MalformedTokenException if the token in it is cut or mistyped
   */
  public static FacilityConnection read(Path file)
      throws TokenFileException, MalformedTokenException {
    return TokenFile.read(file).connection();
  }
}
