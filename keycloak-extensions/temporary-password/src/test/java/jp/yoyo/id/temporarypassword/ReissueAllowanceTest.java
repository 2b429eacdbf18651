package jp.yoyo.id.temporarypassword;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.keycloak.models.SingleUseObjectProvider;

class ReissueAllowanceTest {

  private Instant now = Instant.parse("2026-06-01T00:00:00Z");
  private final Store store = new Store();

  private ReissueAllowance allowance(String user, int reissues) {
    return new ReissueAllowance(store, "realm", user, reissues, () -> now);
  }

  @Test
  void takeWhenAllAreTakenThenSaysWhenTheFirstIsFree() throws Exception {
    ReissueAllowance allowance = allowance("a", 3);
    for (int i = 0; i < 3; i++) {
      allowance.take();
      now = now.plusSeconds(600);
    }

    assertThatExceptionOfType(TooManyReissuesException.class)
        .isThrownBy(allowance::take)
        .satisfies(e -> assertThat(e.retryAfterSeconds()).isEqualTo(1_800));
  }

  @Test
  void takeWhenAnHourHasPassedThenSucceeds() throws Exception {
    ReissueAllowance allowance = allowance("a", 1);
    allowance.take();
    now = now.plusSeconds(3_600);

    allowance.take();
  }

  @Test
  void takeCountsUsersApart() throws Exception {
    allowance("a", 1).take();

    allowance("b", 1).take();
  }

  @Test
  void takeWhenNoneIsAllowedThenRefuses() {
    assertThatExceptionOfType(TooManyReissuesException.class)
        .isThrownBy(() -> allowance("a", 0).take())
        .satisfies(e -> assertThat(e.retryAfterSeconds()).isPositive());
  }

  @Test
  void giveBackFreesOne() throws Exception {
    ReissueAllowance allowance = allowance("a", 1);
    allowance.take();
    allowance.giveBack();

    allowance.take();
  }

  @Test
  void giveBackFreesTheLatest() throws Exception {
    ReissueAllowance allowance = allowance("a", 2);
    allowance.take();
    now = now.plusSeconds(1_000);
    allowance.take();
    allowance.giveBack();
    allowance.take();

    assertThatExceptionOfType(TooManyReissuesException.class)
        .isThrownBy(allowance::take)
        .satisfies(e -> assertThat(e.retryAfterSeconds()).isEqualTo(2_600));
  }

  @Test
  void giveBackWhenNothingWasTakenThenGivesNothing() throws Exception {
    ReissueAllowance allowance = allowance("a", 1);
    allowance.giveBack();
    allowance.take();

    assertThatExceptionOfType(TooManyReissuesException.class).isThrownBy(allowance::take);
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
