package jp.yoyo.id.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FacilityTokenTest {

  private static final String CHARACTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";

  @Property
  void parseWhenCreatedThenTheSameIds(@ForAll("ids") UUID account, @ForAll("ids") UUID credential) {
    FacilityToken created = FacilityToken.create(account.toString(), credential.toString());

    FacilityToken parsed = FacilityToken.parse(created.reveal()).orElseThrow();

    assertThat(parsed.accountId()).isEqualTo(account.toString());
    assertThat(parsed.credentialId()).isEqualTo(credential.toString());
    assertThat(parsed.hash().matches(created.hash())).isTrue();
    assertThat(created.reveal()).hasSize(100).matches(FacilityToken.PATTERN);
  }

  @Property(tries = 20)
  void parseWhenAnyOneCharacterIsAlteredThenRefused(@ForAll("ids") UUID account) {
    String text = FacilityToken.create(account.toString(), account.toString()).reveal();
    for (int i = 0; i < text.length(); i++) {
      for (int c = 0; c < CHARACTERS.length(); c++) {
        char other = CHARACTERS.charAt(c);
        if (other != text.charAt(i)) {
          String altered = text.substring(0, i) + other + text.substring(i + 1);
          assertThat(FacilityToken.parse(altered)).as(altered).isEmpty();
        }
      }
    }
  }

  @Property
  void parseWhenTwoNeighboursAreSwappedThenRefused(
      @ForAll("ids") UUID account, @ForAll @IntRange(min = 0, max = 98) int at) {
    String text = FacilityToken.create(account.toString(), account.toString()).reveal();
    String swapped =
        text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);

    assertThat(FacilityToken.parse(swapped).isPresent()).isEqualTo(swapped.equals(text));
  }

  @Property
  void parseWhenCutOrLongerThenRefused(
      @ForAll("ids") UUID account,
      @ForAll @IntRange(min = 0, max = 99) int length,
      @ForAll @CharRange(from = ' ', to = '~') char more) {
    String text = FacilityToken.create(account.toString(), account.toString()).reveal();

    assertThat(FacilityToken.parse(text.substring(0, length))).isEmpty();
    assertThat(FacilityToken.parse(text + more)).isEmpty();
    assertThat(FacilityToken.parse(more + text)).isEmpty();
  }

  @Property
  void parseWhenAnyTextThenNoException(@ForAll String text) {
    assertThat(FacilityToken.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "yyft_",
        "yyft_zzzzzzzzzzzzzzzzzzzzzz_zzzzzzzzzzzzzzzzzzzzzz_"
            + "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
      })
  void parseWhenNoTokenThenEmpty(String text) {
    assertThat(FacilityToken.parse(text)).isEmpty();
  }

  @Test
  void createWhenManyThenAllSecretsDiffer() {
    String id = new UUID(1, 2).toString();
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      texts.add(FacilityToken.create(id, id).reveal());
    }

    assertThat(texts).hasSize(10_000);
  }

  @Test
  void toStringWhenOfTokenOrHashThenNoSecret() {
    FacilityToken token =
        FacilityToken.create(UUID.randomUUID().toString(), UUID.randomUUID().toString());

    assertThat(token.toString()).doesNotContain(token.reveal().substring(51));
    assertThat(token.hash().toString()).doesNotContain(token.hash().stored());
  }

  @Test
  void hashWhenStoredThenMatchesOnlyItself() {
    String id = UUID.randomUUID().toString();
    FacilityToken token = FacilityToken.create(id, id);
    TokenHash stored = TokenHash.ofStored(token.hash().stored());

    assertThat(stored.matches(token.hash())).isTrue();
    assertThat(stored.matches(FacilityToken.create(id, id).hash())).isFalse();
    assertThat(TokenHash.NONE.matches(token.hash())).isFalse();
  }

  @Provide
  Arbitrary<UUID> ids() {
    return Arbitraries.longs().flatMap(high -> Arbitraries.longs().map(low -> new UUID(high, low)));
  }
}
