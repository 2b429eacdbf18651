package jp.yoyo.id.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberOrderTest {

  @ParameterizedTest
  @EnumSource
  void ofApiWhenItsNameIsGivenThenTheOrder(MemberOrder order) {
    assertThat(MemberOrder.ofApi(order.inApi())).contains(order);
  }

  @Test
  void ordersWhenOneWayRoundThenAlsoTheOther() {
    assertThat(Arrays.stream(MemberOrder.values()).map(MemberOrder::inApi))
        .containsExactlyInAnyOrder("userId", "-userId", "name", "-name", "createdAt", "-createdAt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "--name", "NAME", "email", "+name", "name desc", "name,userId"})
  void ofApiWhenThereIsNoneThenEmpty(String name) {
    assertThat(MemberOrder.ofApi(name)).isEmpty();
  }
}
