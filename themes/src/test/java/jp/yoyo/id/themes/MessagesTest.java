package jp.yoyo.id.themes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.text.MessageFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text that a user can see on a login page or in a mail, the parents' texts included. */
class MessagesTest {

  /** Keycloak's Japanese for what the manual calls ユーザ, ユーザID, メール, ログイン, 認証アプリ. */
  private static final Pattern FOREIGN_WORDS =
      Pattern.compile("ユーザー|Eメール|Ｅメール|電子メール|サインイン|サインアウト|オーセンティケーター|クレデンシャル|ユーザ名");

  @ParameterizedTest
  @ValueSource(strings = {"login", "email"})
  void japaneseAndEnglishHaveTheSameKeys(String type) {
    assertThat(Texts.of(type, "ja").keys()).isEqualTo(Texts.of(type, "en").keys());
  }

  @ParameterizedTest
  @ValueSource(strings = {"login", "email"})
  void japaneseKeepsToTheWordsOfTheManual(String type) {
    assertThat(textsOf(type, "ja", text -> FOREIGN_WORDS.matcher(text).find())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"login", "email"})
  void englishSaysUserIdAndLogIn(String type) {
    Pattern foreign = Pattern.compile("(?i)\\busername|\\bsign (in|out)\\b|\\be-mail\\b");
    assertThat(textsOf(type, "en", text -> foreign.matcher(text).find())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"login,ja", "login,en", "email,ja", "email,en"})
  void everyTextIsAValidPattern(String type, String language) {
    Texts texts = Texts.of(type, language);
    for (String key : texts.keys()) {
      // msg() replaces ${…} before it reads the pattern; the parent has two such texts.
      String pattern = texts.get(key).replaceAll("\\$\\{[^}]*}", "");
      assertThatCode(() -> new MessageFormat(pattern, texts.locale()))
          .as(key)
          .doesNotThrowAnyException();
    }
  }

  /** MessageFormat swallows a single apostrophe, and with it the placeholders behind it. */
  @ParameterizedTest
  @CsvSource({"login,ja", "login,en", "email,ja", "email,en"})
  void everyApostropheIsDoubled(String type, String language) {
    assertThat(textsOf(type, language, text -> text.replace("''", "").contains("'"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"login", "email"})
  void ourTextsHaveTheSamePlaceholdersInBothLanguages(String type) {
    Texts ja = Texts.of(type, "ja");
    Texts en = Texts.of(type, "en");
    for (String key : ja.own().stringPropertyNames()) {
      assertThat(placeholders(ja.get(key))).as(key).isEqualTo(placeholders(en.get(key)));
    }
  }

  /** Who tries passwords must not learn that an account exists or is locked. */
  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void aLockedAccountReadsLikeAWrongPassword(String language) {
    Texts texts = Texts.of("login", language);
    for (String key :
        new String[] {
          "accountTemporarilyDisabledMessage",
          "accountPermanentlyDisabledMessage",
          "invalidUsernameMessage",
          "invalidUsernameOrEmailMessage",
          "invalidPasswordMessage"
        }) {
      assertThat(texts.get(key)).as(key).isEqualTo(texts.get("invalidUserMessage"));
    }
    assertThat(texts.get("accountTemporarilyDisabledMessageTotp"))
        .isEqualTo(texts.get("invalidTotpMessage"))
        .isEqualTo(texts.get("accountPermanentlyDisabledMessageTotp"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "login | username | ユーザID",
        "login | invalidUserMessage | ユーザIDまたはパスワードが正しくありません。",
        "login | temporaryPasswordExpired | 仮パスワードの有効期限が切れています。管理者権限を持つユーザまたはヘルプデスクに再発行を依頼してください。",
        "login | userIdForgottenInstruction | 管理者権限を持つユーザへお問い合わせください。",
        "login | internalServerError | システムエラーが発生しました。ヘルプデスクにお問い合わせください。",
        "login | requiredMark | ※必須",
        "login | errorMark | ＊",
        "email | accountIssuedSubject | 【予予請求】ユーザID・仮パスワード通知",
        "email | temporaryPasswordIssuedSubject | 【予予請求】仮パスワード通知",
      })
  void theManualsSentencesStandAsTheyAre(String type, String key, String text) {
    assertThat(Texts.of(type, "ja").get(key)).isEqualTo(text);
  }

  @Test
  void overridesInTheParentsNameReplaceSomething() {
    // A key that only one of the languages of ours has must be the parent's, or nobody shows it.
    for (String type : new String[] {"login", "email"}) {
      Texts ja = Texts.of(type, "ja");
      Texts en = Texts.of(type, "en");
      TreeSet<String> onlyJapanese = new TreeSet<>(ja.own().stringPropertyNames());
      onlyJapanese.removeAll(en.own().stringPropertyNames());
      assertThat(en.keys()).containsAll(onlyJapanese);
    }
  }

  private static Map<String, String> textsOf(
      String type, String language, Predicate<String> wrong) {
    Texts texts = Texts.of(type, language);
    Map<String, String> found = new TreeMap<>();
    for (Map.Entry<Object, Object> entry : texts.effective().entrySet()) {
      if (wrong.test((String) entry.getValue())) {
        found.put((String) entry.getKey(), (String) entry.getValue());
      }
    }
    return found;
  }

  private static Set<String> placeholders(String text) {
    Set<String> found = new TreeSet<>();
    Pattern.compile("\\{\\d+|%s").matcher(text).results().forEach(m -> found.add(m.group()));
    return found;
  }
}
