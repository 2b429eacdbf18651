package jp.yoyo.id.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyWrapper;

class AccessTokensTest {

  private static final byte[] DATA = "header.payload".getBytes(StandardCharsets.US_ASCII);

  private final AccessTokens tokens = new AccessTokens(new BouncyCastleProvider());

  @Test
  void signWhenKeyOfTheJdkThenTheJdkVerifies() throws GeneralSecurityException {
    KeyPair pair = keyPair();
    AccessTokens.Signer signer = tokens.signer(key(pair.getPrivate())).orElseThrow();
    Set<String> nonces = new HashSet<>();

    for (int i = 0; i < 50; i++) {
      byte[] signature = signer.sign(DATA);

      assertThat(signature).hasSize(64);
      assertThat(verifies(pair, DATA, signature)).isTrue();
      assertThat(verifies(pair, new byte[] {1}, signature)).isFalse();
      nonces.add(HexFormat.of().formatHex(signature, 0, 32));
    }

    assertThat(nonces).as("a nonce of its own for each").hasSize(50);
    assertThat(signer.getKid()).isEqualTo("kid");
    assertThat(signer.getAlgorithm()).isEqualTo(Algorithm.ES256);
  }

  @Test
  void signWhenKeyIsReplacedThenSignedWithTheNewOne() throws GeneralSecurityException {
    KeyPair former = keyPair();
    KeyPair latter = keyPair();
    byte[] before = tokens.signer(key(former.getPrivate())).orElseThrow().sign(DATA);
    byte[] after = tokens.signer(key(latter.getPrivate())).orElseThrow().sign(DATA);

    assertThat(verifies(former, DATA, before)).isTrue();
    assertThat(verifies(latter, DATA, after)).isTrue();
    assertThat(verifies(former, DATA, after)).isFalse();
  }

  @Test
  void signerWhenTheActiveKeyIsAnotherThenSignsWithItASecondLater()
      throws GeneralSecurityException {
    AtomicLong now = new AtomicLong();
    AccessTokens withTime = new AccessTokens(new BouncyCastleProvider(), now::get);
    KeyPair former = keyPair();
    KeyPair latter = keyPair();
    withTime.signer("realm", () -> key(former.getPrivate()));

    now.addAndGet(999_000_000);
    byte[] before =
        withTime.signer("realm", () -> key(latter.getPrivate())).orElseThrow().sign(DATA);
    byte[] elsewhere =
        withTime.signer("another", () -> key(latter.getPrivate())).orElseThrow().sign(DATA);
    now.addAndGet(1_000_000);
    byte[] after =
        withTime.signer("realm", () -> key(latter.getPrivate())).orElseThrow().sign(DATA);

    assertThat(verifies(former, DATA, before)).isTrue();
    assertThat(verifies(latter, DATA, elsewhere)).isTrue();
    assertThat(verifies(latter, DATA, after)).isTrue();
  }

  @Test
  void signerWhenNotOursToSignWithThenLeftToKeycloak() throws GeneralSecurityException {
    KeyPair pair = keyPair();

    assertThat(new AccessTokens(null).signer(key(pair.getPrivate()))).isEmpty();
    assertThat(new AccessTokens(Security.getProvider("SunEC")).signer(key(pair.getPrivate())))
        .isEmpty();
    assertThat(tokens.signer(null)).isEmpty();
    assertThat(tokens.signer(key(null))).isEmpty();
    assertThat(tokens.signer(key(new SecretKeySpec(new byte[32], "HmacSHA256")))).isEmpty();
  }

  private static KeyWrapper key(@Nullable Key privateKey) {
    KeyWrapper key = new KeyWrapper();
    key.setKid("kid");
    key.setAlgorithm(Algorithm.ES256);
    key.setPrivateKey(privateKey);
    return key;
  }

  private static KeyPair keyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static boolean verifies(KeyPair pair, byte[] data, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
    verifier.initVerify(pair.getPublic());
    verifier.update(data);
    return verifier.verify(signature);
  }
}
