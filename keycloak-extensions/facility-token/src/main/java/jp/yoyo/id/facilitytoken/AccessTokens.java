package jp.yoyo.id.facilitytoken;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.AsymmetricSignatureSignerContext;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.SignatureException;
import org.keycloak.jose.jws.JWSBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.TokenUtil;

/**
 * Access tokens as Keycloak encodes them, but with ES256 computed by Bouncy Castle, which is
 * Keycloak's own library: the JDK takes six times as long for it on version 17 and nearly twice as
 * long on version 25, and once an exchange needs no statement, signing is most of what it costs.
 * Whatever is not ES256 with a key in memory, and everything under FIPS, is left to Keycloak.
 */
final class AccessTokens {

  /** In the form of RFC 7518, section 3.4: both numbers one after the other. */
  private static final String PLAIN_ES256 = "SHA256withPLAIN-ECDSA";

  private static final String BOUNCY_CASTLE = "BC";
  private static final int MOST_REALMS = 100;

  /**
   * For so long a realm signs with the key that was its active one a moment ago: to ask for it
   * Keycloak sets up every key of the realm, which takes a fifth as long as signing.
   */
  private static final Duration ACTIVE = Duration.ofSeconds(1);

  private final @Nullable Provider provider;

  /** By the realm's id. */
  private final Cache<String, Optional<Signer>> active;

  /**
   * Makes it.
   *
   * @param provider that Keycloak uses; null to leave all to Keycloak
   */
  AccessTokens(@Nullable Provider provider) {
    this(provider, Ticker.systemTicker());
  }

  AccessTokens(@Nullable Provider provider, Ticker ticker) {
    this.active =
        Caffeine.newBuilder()
            .expireAfterWrite(ACTIVE)
            .maximumSize(MOST_REALMS)
            .ticker(ticker)
            .build();
    this.provider =
        provider != null
                && provider.getName().equals(BOUNCY_CASTLE)
                && provider.getService("Signature", PLAIN_ES256) != null
            ? provider
            : null;
  }

  /** Encodes and signs, as {@code session.tokens().encode(token)} does. */
  String encode(KeycloakSession session, AccessToken token) {
    if (!Algorithm.ES256.equals(session.tokens().signatureAlgorithm(token.getCategory()))) {
      return session.tokens().encode(token);
    }
    RealmModel realm = session.getContext().getRealm();
    Optional<Signer> signer =
        signer(
            realm.getId(), () -> session.keys().getActiveKey(realm, KeyUse.SIG, Algorithm.ES256));
    if (signer.isEmpty()) {
      return session.tokens().encode(token);
    }
    boolean named =
        OIDCAdvancedConfigWrapper.fromClientModel(session.getContext().getClient())
            .isUseRfc9068AccessTokenHeaderType();
    return new JWSBuilder()
        .type(named ? TokenUtil.TOKEN_TYPE_JWT_ACCESS_TOKEN : "JWT")
        .jsonContent(token)
        .sign(signer.get());
  }

  /**
   * The realm's signer, as {@link #signer(KeyWrapper)}.
   *
   * @param key asked for the realm's active key, once in {@link #ACTIVE} at most
   */
  Optional<Signer> signer(String realmId, Supplier<@Nullable KeyWrapper> key) {
    return active.get(realmId, any -> signer(key.get()));
  }

  /** Empty if the key is not one of those that we sign with. */
  Optional<Signer> signer(@Nullable KeyWrapper key) {
    Provider ours = provider;
    if (ours == null
        || key == null
        || !(key.getPrivateKey() instanceof ECPrivateKey theirs)
        || theirs.getEncoded() == null) {
      return Optional.empty();
    }
    return Optional.of(new Signer(key, converted(theirs, ours), ours));
  }

  private static PrivateKey converted(ECPrivateKey key, Provider provider) {
    try {
      return KeyFactory.getInstance("EC", provider)
          .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new SignatureException("The realm's key for ES256 cannot be read", e);
    }
  }

  /** Signs with one key. */
  static final class Signer extends AsymmetricSignatureSignerContext {
    private final PrivateKey privateKey;
    private final Provider provider;

    Signer(KeyWrapper key, PrivateKey privateKey, Provider provider) {
      super(key);
      this.privateKey = privateKey;
      this.provider = provider;
    }

    @Override
    public byte[] sign(byte[] data) {
      try {
        Signature signature = Signature.getInstance(PLAIN_ES256, provider);
        signature.initSign(privateKey);
        signature.update(data);
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new SignatureException("Signing failed", e);
      }
    }
  }
}
