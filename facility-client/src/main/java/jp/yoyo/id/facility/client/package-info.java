/**
 * What a clinic system needs to call the API of 予予・請求システム in the name of its facility.
 *
 * <pre>{@code
 * FacilityConnection connection = FacilityConnection.read(Path.of("facility-token.properties"));
 * try (FacilityClient client = FacilityClient.of(connection)) {
 *   HttpResponse<String> self =
 *       client.send(client.request("self").GET().build(), BodyHandlers.ofString());
 * }
 * }</pre>
 *
 * <p>Nothing beyond the JDK, so that it quarrels with no library of the system it goes into.
 */
@NullMarked
package jp.yoyo.id.facility.client;

import org.jspecify.annotations.NullMarked;
