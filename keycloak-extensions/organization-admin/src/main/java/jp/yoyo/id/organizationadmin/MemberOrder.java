package jp.yoyo.id.organizationadmin;

import java.util.Arrays;
import java.util.Optional;

/** In which order members are listed. Members who are alike in it stand by their user IDs. */
enum MemberOrder {
  USER_ID("userId"),
  USER_ID_DESCENDING("-userId"),
  /** By the reading of the name, family name first; who has none stands behind, by the name. */
  NAME("name"),
  NAME_DESCENDING("-name"),
  CREATED_AT("createdAt"),
  CREATED_AT_DESCENDING("-createdAt");

  private final String inApi;

  MemberOrder(String inApi) {
    this.inApi = inApi;
  }

  /** The name in the API; a hyphen before it turns the order round. */
  String inApi() {
    return inApi;
  }

  static Optional<MemberOrder> ofApi(String name) {
    return Arrays.stream(values()).filter(order -> order.inApi.equals(name)).findFirst();
  }
}
