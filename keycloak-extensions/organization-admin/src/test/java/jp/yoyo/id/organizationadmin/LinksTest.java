package jp.yoyo.id.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import jp.yoyo.id.organizationadmin.Links.Link;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

  private static final String LABEL = "\"label\":{\"ja\":\"口座\",\"en\":\"Account\"}";

  @Test
  void parseWhenThereAreTwoThenBothInOrder() {
    List<Link> links =
        Links.parse(
            """
            [{"label":{"ja":"口座","en":"Bank account"},"url":"https://app.example.jp/accounts",
              "permission":"manage-bank-accounts"},
             {"label":{"ja":"手引","en":"Manual"},"url":"/manual?page=1"}]
            """);

    assertThat(links)
        .extracting(Link::url)
        .containsExactly("https://app.example.jp/accounts", "/manual?page=1");
    assertThat(links).extracting(Link::permission).containsExactly("manage-bank-accounts", null);
    assertThat(links.get(0).label().in(Locale.JAPANESE)).isEqualTo("口座");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[]"})
  void parseWhenThereIsNothingThenNone(String json) {
    assertThat(Links.parse(json)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "//other.example.jp/",
        "app.example.jp",
        "http:",
        "https:///path",
        "ftp://app.example.jp/",
        "/a b",
        ""
      })
  void parseWhenTheUrlIsNoAddressThenRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Links.parse("[{" + LABEL + ",\"url\":\"" + url + "\"}]"))
        .withMessageStartingWith(Links.REALM_ATTRIBUTE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "[null]",
        "[{\"url\":\"/x\"}]",
        "[{" + LABEL + "}]",
        "[{" + LABEL + ",\"url\":null}]",
        "[{" + LABEL + ",\"url\":\"/x\",\"permisson\":\"p\"}]",
        "[{\"label\":{\"ja\":\"口座\"},\"url\":\"/x\"}]",
        "[",
        "[] []"
      })
  void parseWhenItIsNoListOfLinksThenRefused(String json) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Links.parse(json))
        .withMessageStartingWith(Links.REALM_ATTRIBUTE);
  }
}
