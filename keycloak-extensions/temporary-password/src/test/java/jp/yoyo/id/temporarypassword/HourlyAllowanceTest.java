package jp.yoyo.id.temporarypassword;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.keycloak.models.SingleUseObjectProvider;

class HourlyAllowanceTest {

  private Instant now = Instant.parse("2026-06-01T00:00:00Z");
  private final Store store = new Store();

  private HourlyAllowance allowance(String user, int slots) {
    return new HourlyAllowance(store, "reissue:" + user, slots, () -> now);
  }

  @Test
  void takeWhenAllAreTakenThenSaysWhenTheFirstIsFree() {
    HourlyAllowance allowance = allowance("a", 3);
    for (int i = 0; i < 3; i++) {
      assertThat(allowance.take()).isTrue();
      now = now.plusSeconds(600);
    }

    assertThat(allowance.take()).isFalse();
    assertThat(allowance.secondsUntilNext()).isEqualTo(1_800);
  }

  @Test
  void takeWhenAnHourHasPassedThenSucceeds() {
    HourlyAllowance allowance = allowance("a", 1);
    assertThat(allowance.take()).isTrue();
    now = now.plusSeconds(3_600);

    assertThat(allowance.take()).isTrue();
  }

  @Test
  void takeCountsUsersApart() {
    assertThat(allowance("a", 1).take()).isTrue();

    assertThat(allowance("b", 1).take()).isTrue();
  }

  @Test
  void takeWhenNoneIsAllowedThenRefuses() {
    assertThat(allowance("a", 0).take()).isFalse();
    assertThat(allowance("a", 0).secondsUntilNext()).isPositive();
  }

  @Test
  void giveBackFreesOne() {
    HourlyAllowance allowance = allowance("a", 1);
    assertThat(allowance.take()).isTrue();
    allowance.giveBack();

    assertThat(allowance.take()).isTrue();
  }

  @Test
  void giveBackFreesTheLatest() {
    HourlyAllowance allowance = allowance("a", 2);
    assertThat(allowance.take()).isTrue();
    now = now.plusSeconds(1_000);
    assertThat(allowance.take()).isTrue();
    allowance.giveBack();
    assertThat(allowance.take()).isTrue();

    assertThat(allowance.take()).isFalse();
    assertThat(allowance.secondsUntilNext()).isEqualTo(2_600);
  }

  @Test
  void giveBackWhenNothingWasTakenThenGivesNothing() {
    HourlyAllowance allowance = allowance("a", 1);
    allowance.giveBack();
    assertThat(allowance.take()).isTrue();

    assertThat(allowance.take()).isFalse();
  }

  /** Keycloak's store as its documentation describes it, with this test's clock. */
  private final class Store implements SingleUseObjectProvider {

    private record Entry(Instant until, Map<String, String> notes) {}

    private final Map<String, Entry> entries = new HashMap<>();

    private @Nullable Entry entry(String key) {
      Entry entry = entries.get(key);
      return entry == null || !now.isBefore(entry.until) ? null : entry;
    }

    @Override
    public void put(String key, long lifespanSeconds, Map<String, String> notes) {
      entries.put(key, new Entry(now.plusSeconds(lifespanSeconds), notes));
    }

    @Override
    @SuppressWarnings("NullAway") // Keycloak's interface says null for "not there"
    public Map<String, String> get(String key) {
      Entry entry = entry(key);
      return entry == null ? null : entry.notes;
    }

    @Override
    public Map<String, String> remove(String key) {
      Map<String, String> notes = get(key);
      entries.remove(key);
      return notes;
    }

    @Override
    public boolean replace(String key, Map<String, String> notes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean putIfAbsent(String key, long lifespanSeconds) {
      if (entry(key) != null) {
        return false;
      }
      put(key, lifespanSeconds, Map.of());
      return true;
    }

    @Override
    public boolean contains(String key) {
      return entry(key) != null;
    }

    @Override
    public void close() {}
  }
}
