package jp.yoyo.id.app.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import jp.yoyo.id.app.facility.FacilityRegister;
import jp.yoyo.id.app.testing.InMemoryFacilityTokens;
import jp.yoyo.id.app.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.security.oauth2.jwt.JwtException;

/** Tokens that are signed with real keys, which are fetched from where Keycloak has them. */
final class FacilityAccessTest {

  private final ECKey key = generateEc("k1");
  private final RSAKey rsa = generateRsa();
  private HttpServer server;
  private String issuer = "";
  private FacilityAccess access;

  FacilityAccessTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    access = access();
  }

  private FacilityAccess access() {
    String url = "http://localhost:" + server.getAddress().getPort();
    issuer = url + "/realms/yoyo";
    return new FacilityAccess(
        TestSettings.configuration(url),
        new FacilityTokenSettings(
            Duration.ofDays(14),
            5,
            Duration.ofMinutes(15),
            Duration.ofSeconds(60),
            "facility-app",
            "facility-api"),
        Mockito.mock(FacilityRegister.class),
        new InMemoryFacilityTokens());
  }

  private static ECKey generateEc(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).algorithm(JWSAlgorithm.ES256).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey generateRsa() {
    try {
      return new RSAKeyGenerator(2048).keyID("r1").algorithm(JWSAlgorithm.RS256).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    byte[] keys =
        new JWKSet(List.of(key.toPublicJWK(), rsa.toPublicJWK()))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/realms/yoyo/protocol/openid-connect/certs",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private JWTClaimsSet.Builder claims() {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .subject("system-account")
        .audience("facility-api")
        .claim("typ", "Bearer")
        .claim("azp", "facility-app")
        .claim("facility_id", "clinic-a")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)));
  }

  private static String signed(
      JWSAlgorithm algorithm, String kid, JWSSigner signer, JWTClaimsSet claims) {
    try {
      SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims);
      jwt.sign(signer);
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String es256(UnaryOperator<JWTClaimsSet.Builder> change) {
    try {
      return signed(JWSAlgorithm.ES256, "k1", new ECDSASigner(key), change.apply(claims()).build());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void refused(String token) {
    assertThatThrownBy(() -> access.decode(token)).isInstanceOf(JwtException.class);
  }

  @Test
  void decodeWhenEverythingIsRightThenTaken() {
    assertThat(access.decode(es256(c -> c)).getClaimAsString("facility_id")).isEqualTo("clinic-a");
    // Clocks differ by a minute.
    access.decode(
        es256(
            c ->
                c.issueTime(Date.from(Instant.now().minusSeconds(330)))
                    .expirationTime(Date.from(Instant.now().minusSeconds(30)))));
  }

  @Test
  void decodeWhenAnythingIsWrongThenRefused() throws Exception {
    refused(es256(c -> c.issuer(issuer + "x")));
    refused(es256(c -> c.issuer(issuer.replace("yoyo", "other"))));
    refused(es256(c -> c.audience("account")));
    refused(es256(c -> c.audience((String) null)));
    refused(es256(c -> c.claim("typ", "ID")));
    refused(es256(c -> c.claim("typ", "Refresh")));
    refused(es256(c -> c.claim("azp", "token-issuer-app")));
    refused(
        es256(
            c ->
                c.issueTime(Date.from(Instant.now().minusSeconds(420)))
                    .expirationTime(Date.from(Instant.now().minusSeconds(120)))));
    refused(es256(c -> c.notBeforeTime(Date.from(Instant.now().plusSeconds(120)))));
    refused(signed(JWSAlgorithm.RS256, "r1", new RSASSASigner(rsa), claims().build()));
    refused(signed(JWSAlgorithm.ES256, "k1", new ECDSASigner(generateEc("k1")), claims().build()));
    refused(
        signed(
            JWSAlgorithm.HS256,
            "k1",
            new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)),
            claims().build()));
    refused(new com.nimbusds.jwt.PlainJWT(claims().build()).serialize());
    String good = es256(c -> c);
    refused(good.substring(0, good.length() - 4) + "AAAA");
    refused("");
    refused("yyft_account_token_secret");
  }
}
