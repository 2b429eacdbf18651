package jp.yoyo.id.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import jp.yoyo.id.organizationadmin.Audit.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditActionTest {

  @ParameterizedTest
  @EnumSource
  void labelWhenInEitherLanguageThenOfThatLanguage(Action action) {
    assertThat(action.label(Locale.JAPANESE)).matches("[^\\p{ASCII}]+");
    assertThat(action.label(Locale.ENGLISH)).matches("[A-Z]\\p{ASCII}+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void labelsWhenOfTwoActionsThenDifferent(String language) {
    assertThat(Arrays.stream(Action.values()).map(a -> a.label(Locale.forLanguageTag(language))))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void ofApiWhenItsNameIsGivenThenTheAction(Action action) {
    assertThat(Action.ofApi(action.inApi())).contains(action);
  }

  @Test
  void ofApiWhenThereIsNoneThenEmpty() {
    assertThat(Action.ofApi("REGISTER_MEMBER")).isEmpty();
    assertThat(Action.ofApi("register-membe")).isEmpty();
  }
}
