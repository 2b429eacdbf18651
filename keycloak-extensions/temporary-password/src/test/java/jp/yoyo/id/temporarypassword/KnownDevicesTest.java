package jp.yoyo.id.temporarypassword;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownDevicesTest {

  @Test
  void withWhenThereAreMoreThanRememberedThenTheOldestGo() {
    List<String> known = List.of();
    for (String added : IntStream.rangeClosed(1, 12).mapToObj(String::valueOf).toList()) {
      known = KnownDevices.with(known, added);
    }

    assertThat(known).hasSize(KnownDevices.MOST).startsWith("3").endsWith("12");
  }
}
