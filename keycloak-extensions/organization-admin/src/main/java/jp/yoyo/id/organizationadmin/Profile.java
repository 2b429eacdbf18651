package jp.yoyo.id.organizationadmin;

import java.io.IOException;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.services.ErrorResponseException;
import org.keycloak.services.messages.Messages;
import org.keycloak.theme.Theme;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileProvider;
import org.keycloak.userprofile.ValidationException;

/**
 * What is known of a user, checked and written through the realm's user profile, from a closed list
 * of fields.
 */
final class Profile {

  private static final Pattern USER_ID = Pattern.compile("[a-z0-9][a-z0-9._-]{2,63}");

  private final KeycloakSession session;
  private final UserProfileProvider profiles;

  Profile(KeycloakSession session) {
    this.session = session;
    this.profiles = session.getProvider(UserProfileProvider.class);
  }

  /**
   * Creates the user.
   *
   * @param prefix where the fields stand in the request, for the errors: "" or "administrator."
   * @throws ErrorResponseException 400 with the wrong fields; 409 if the user ID is taken, in
   *     whatever organisation
   */
  UserModel create(String userId, Requests.NewMember wanted, String prefix) {
    if (!USER_ID.matcher(userId).matches()) {
      throw Problem.INVALID.fields(
          session, List.of(Problem.field(session, prefix + "userId", "user-id")));
    }
    Map<String, String> given = new HashMap<>();
    put(given, UserModel.LAST_NAME, wanted.lastName());
    put(given, UserModel.FIRST_NAME, wanted.firstName());
    put(given, "lastNameKana", wanted.lastNameKana());
    put(given, "firstNameKana", wanted.firstNameKana());
    put(given, UserModel.EMAIL, wanted.email());
    put(given, "phoneNumber", wanted.phoneNumber());
    put(given, "department", wanted.department());
    put(given, UserModel.LOCALE, wanted.locale() == null ? "ja" : wanted.locale());
    requireFilled(
        prefix, given, List.of(UserModel.LAST_NAME, UserModel.FIRST_NAME, UserModel.EMAIL));
    requireLocale(prefix, given);
    Map<String, List<String>> attributes = new HashMap<>();
    given.forEach(
        (name, value) -> attributes.put(name, value.isEmpty() ? List.of() : List.of(value)));
    attributes.put(UserModel.USERNAME, List.of(userId));
    UserProfile profile = profiles.create(UserProfileContext.USER_API, attributes);
    try {
      profile.validate();
      UserModel user = profile.create();
      user.setEnabled(true);
      return user;
    } catch (ValidationException e) {
      if (e.hasError(Messages.USERNAME_EXISTS)) {
        throw Problem.USER_ID_TAKEN.in(session);
      }
      throw Problem.INVALID.fields(session, fieldErrors(prefix, e));
    }
  }

  /**
   * Why no user with this user ID could be created, in the caller's language: by the same checks as
   * {@link #create}.
   */
  Optional<String> problemOfUserId(String userId) {
    if (!USER_ID.matcher(userId).matches()) {
      return Optional.of(Problem.field(session, "userId", "user-id").message());
    }
    try {
      profiles
          .create(UserProfileContext.USER_API, Map.of(UserModel.USERNAME, List.of(userId)))
          .validate();
      return Optional.empty();
    } catch (ValidationException e) {
      if (e.hasError(Messages.USERNAME_EXISTS)) {
        return Optional.of(Problem.USER_ID_TAKEN.detail(session));
      }
      // What else is missing is not asked for here.
      return fieldErrors("", e).stream()
          .filter(error -> error.field().equals(UserModel.USERNAME))
          .map(Problem.FieldError::message)
          .findFirst();
    }
  }

  /**
   * Updates the user; a field left out (null) stays as it is, "" clears it.
   *
   * @throws ErrorResponseException 400 with the wrong fields
   */
  void update(UserModel user, Requests.MemberUpdate wanted) {
    Map<String, String> given = new HashMap<>();
    put(given, UserModel.LAST_NAME, wanted.lastName());
    put(given, UserModel.FIRST_NAME, wanted.firstName());
    put(given, "lastNameKana", wanted.lastNameKana());
    put(given, "firstNameKana", wanted.firstNameKana());
    put(given, UserModel.EMAIL, wanted.email());
    put(given, "phoneNumber", wanted.phoneNumber());
    put(given, "department", wanted.department());
    put(given, UserModel.LOCALE, wanted.locale());
    for (String required : List.of(UserModel.LAST_NAME, UserModel.FIRST_NAME, UserModel.EMAIL)) {
      if (given.containsKey(required)) {
        requireFilled("", given, List.of(required));
      }
    }
    requireLocale("", given);
    Map<String, List<String>> attributes = new HashMap<>(user.getAttributes());
    attributes.put(UserModel.USERNAME, List.of(user.getUsername()));
    given.forEach(
        (name, value) -> attributes.put(name, value.isEmpty() ? List.of() : List.of(value)));
    UserProfile profile = profiles.create(UserProfileContext.USER_API, attributes, user);
    try {
      profile.validate();
      // Keeps the attributes that this profile does not describe.
      profile.update(/* removeAttributes= */ false);
    } catch (ValidationException e) {
      throw Problem.INVALID.fields(session, fieldErrors("", e));
    }
    given.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            user.removeAttribute(name);
          }
        });
  }

  private static void put(Map<String, String> given, String name, @Nullable String value) {
    if (value != null) {
      given.put(name, value.strip());
    }
  }

  private void requireFilled(String prefix, Map<String, String> given, List<String> names) {
    List<Problem.FieldError> missing =
        names.stream()
            .filter(name -> given.getOrDefault(name, "").isEmpty())
            .map(name -> Problem.field(session, prefix + name, "required"))
            .toList();
    if (!missing.isEmpty()) {
      throw Problem.INVALID.fields(session, missing);
    }
  }

  private void requireLocale(String prefix, Map<String, String> given) {
    String locale = given.get(UserModel.LOCALE);
    if (locale != null && !locale.equals("ja") && !locale.equals("en")) {
      throw Problem.INVALID.fields(
          session, List.of(Problem.field(session, prefix + UserModel.LOCALE, "locale")));
    }
  }

  private List<Problem.FieldError> fieldErrors(String prefix, ValidationException e) {
    Locale locale = Problem.locale(session);
    Properties messages = messages(locale);
    List<Problem.FieldError> errors = new ArrayList<>();
    for (ValidationException.Error error : e.getErrors()) {
      String pattern = messages.getProperty(error.getMessage());
      String text =
          pattern == null
              ? Problem.text(session, "field.profile")
              : new MessageFormat(pattern, locale)
                  .format(labelled(error.getMessageParameters(), messages));
      errors.add(new Problem.FieldError(prefix + error.getAttribute(), marked(text, locale)));
    }
    return errors;
  }

  /** As the texts of this API begin: the realm's own go without the mark. */
  private static String marked(String text, Locale locale) {
    boolean unmarked = locale.equals(Locale.JAPANESE) && !text.startsWith("＊");
    return unmarked ? "＊" + text : text;
  }

  /** The parameters with the attribute's name, which comes first, as people know it. */
  private static Object[] labelled(Object[] parameters, Properties messages) {
    Object[] labelled = parameters.clone();
    if (labelled.length > 0 && labelled[0] instanceof String name) {
      labelled[0] =
          messages.getProperty(name, messages.getProperty("profile.attributes." + name, name));
    }
    return labelled;
  }

  private Properties messages(Locale locale) {
    try {
      return session
          .theme()
          .getTheme(Theme.Type.LOGIN)
          .getEnhancedMessages(session.getContext().getRealm(), locale);
    } catch (IOException e) {
      return new Properties();
    }
  }
}
