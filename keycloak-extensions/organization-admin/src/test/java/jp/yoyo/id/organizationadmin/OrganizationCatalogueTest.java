package jp.yoyo.id.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import jp.yoyo.id.organizationadmin.OrganizationCatalogue.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrganizationCatalogueTest {

  private static final String SMALL =
      """
      {
        "permissions": ["view-members", "manage-members"],
        "types": [
          {"name": "office", "label": {"ja": "事務所", "en": "Office"},
            "supervises": ["clinic"], "roles": ["boss"]},
          {"name": "clinic", "label": {"ja": "医院", "en": "Clinic"},
            "supervises": [], "roles": ["clerk", "boss"]}
        ],
        "roles": [
          {"name": "boss", "label": {"ja": "長", "en": "Boss"}, "administrator": true,
            "permissions": ["*"]},
          {"name": "clerk", "label": {"ja": "係", "en": "Clerk"},
            "permissions": ["view-members"]}
        ]
      }
      """;

  private final OrganizationCatalogue small = OrganizationCatalogue.parse(SMALL);

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void parseWhenTheRealmHasNoneThenThereIsTheAdministratorOnly(@Nullable String nothing) {
    OrganizationCatalogue catalogue = OrganizationCatalogue.parse(nothing);

    assertThat(catalogue.administrator().name()).isEqualTo("organization-admin");
    assertThat(catalogue.rolesOf("whatever")).containsExactly(catalogue.administrator());
    assertThat(catalogue.permissionsOf(List.of("organization-admin")))
        .containsExactlyInAnyOrder(
            Permission.VIEW_ORGANIZATION,
            Permission.VIEW_MEMBERS,
            Permission.MANAGE_MEMBERS,
            Permission.MANAGE_ROLES,
            Permission.VIEW_EVENTS,
            Permission.SUPERVISE_ORGANIZATIONS);
  }

  @Test
  void rolesOfWhenTypeIsKnownThenInItsOrder() {
    assertThat(small.rolesOf("clinic")).extracting(Role::name).containsExactly("clerk", "boss");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "unknown", "Clinic"})
  void rolesOfWhenTypeIsUnknownThenTheAdministratorOnly(@Nullable String type) {
    assertThat(small.rolesOf(type)).extracting(Role::name).containsExactly("boss");
  }

  @Test
  void isNamedByWhenOnlyEveryPermissionThenNot() {
    assertThat(small.isNamedBy("clinic", "view-members")).isTrue();
    assertThat(small.isNamedBy("office", "view-members")).isFalse();
    assertThat(small.isNamedBy(null, "view-members")).isFalse();
  }

  @Test
  void isAssistedWhenTheTypeSaysSoThenOnlyThen() {
    OrganizationCatalogue assisted =
        OrganizationCatalogue.parse(
            SMALL.replace("\"supervises\": [],", "\"supervises\": [], \"assisted\": true,"));

    assertThat(assisted.isAssisted("clinic")).isTrue();
    assertThat(assisted.isAssisted("office")).isFalse();
    assertThat(assisted.isAssisted(null)).isFalse();
    assertThat(small.isAssisted("clinic")).isFalse();
  }

  @Test
  void permissionsOfWhenEveryPermissionThenThoseThatTheCatalogueNames() {
    assertThat(small.permissionsOf(List.of("boss")))
        .containsExactlyInAnyOrder("view-members", "manage-members");
  }

  @Test
  void permissionsOfWhenSeveralRolesThenAllOfThem() {
    assertThat(small.permissionsOf(List.of("clerk", "boss"))).hasSize(2);
  }

  @Test
  void permissionsOfWhenRoleIsUnknownThenNone() {
    assertThat(small.permissionsOf(Set.of("BOSS", "*", ""))).isEmpty();
    assertThat(small.permissionsOf(Set.of())).isEmpty();
  }

  @Test
  void isRoleWhenInAnotherSpellingThenNot() {
    assertThat(small.isRole("boss")).isTrue();
    assertThat(small.isRole("Boss")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "office,clinic,true",
    "clinic,office,false",
    "office,office,false",
    "clinic,clinic,false",
    "unknown,clinic,false",
    "office,unknown,false",
    ",clinic,false"
  })
  void supervisesWhenTheTypeSaysSoThenOnlyInThatDirection(
      @Nullable String type, String other, boolean expected) {
    assertThat(small.supervises(type, other)).isEqualTo(expected);
  }

  @Test
  void labelWhenInAnyLanguageButJapaneseThenEnglish() {
    assertThat(small.administrator().label().in(Locale.JAPAN)).isEqualTo("長");
    assertThat(small.administrator().label().in(Locale.FRENCH)).isEqualTo("Boss");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // what to replace | by what | what the error must name
        "`\"administrator\": true`|`\"administrator\": false`|exactly one role",
        "`{\"ja\": \"係\", \"en\": \"Clerk\"},`|`{\"ja\": \"係\", \"en\": \"C\"}, \"administrator\":"
            + " true,`|exactly one role",
        "`\"permissions\": [\"view-members\"]`|`\"permissions\": [\"fly\"]`|role clerk names the"
            + " unknown permission fly",
        "`\"supervises\": [\"clinic\"]`|`\"supervises\": [\"ward\"]`|type office supervises the"
            + " unknown type ward",
        "`\"roles\": [\"clerk\", \"boss\"]`|`\"roles\": [\"boss\", \"cook\"]`|type clinic names the"
            + " unknown role cook",
        "`\"roles\": [\"clerk\", \"boss\"]`|`\"roles\": [\"clerk\"]`|type clinic lacks the role"
            + " boss",
        "`\"name\": \"clerk\"`|`\"name\": \"boss\"`|role twice: boss",
        "`\"name\": \"clinic\"`|`\"name\": \"office\"`|type twice: office",
        "`\"permissions\": [\"view-members\", \"manage-members\"],`|``|permissions",
        "`\"supervises\": [],`|``|supervises",
        "`\"label\": {\"ja\": \"係\", \"en\": \"Clerk\"},`|``|label",
        "`\"en\": \"Clerk\"`|`\"en\": \"Clerk\", \"fr\": \"x\"`|fr",
        "`{\"ja\": \"係\", \"en\": \"Clerk\"}`|`{\"ja\": \"係\"}`|en",
        "`\"supervises\": []`|`\"supervises\": [], \"supervizes\": []`|supervizes",
        "`\"administrator\": true`|`\"administrater\": true`|administrater",
      })
  void parseWhenInconsistentThenSaysWhatIsWrong(String part, String by, String named) {
    assertThat(SMALL).contains(part);

    assertThatThrownBy(() -> OrganizationCatalogue.parse(SMALL.replace(part, by)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(OrganizationCatalogue.REALM_ATTRIBUTE + ": ")
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "[]", "null", "\"x\"", "{}", "{\"permissions\": null}", "x", "{} {}"})
  void parseWhenNoCatalogueAtAllThenSaysWhichAttribute(String text) {
    assertThatThrownBy(() -> OrganizationCatalogue.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(OrganizationCatalogue.REALM_ATTRIBUTE + ": ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"permissions\": [\"view-members\"]",
        "\"supervises\": []",
        "\"roles\": [\"boss\"]",
        "\"name\": \"clerk\"",
        "\"en\": \"Clerk\""
      })
  void parseWhenSomethingIsNullThenSaysWhichAttribute(String part) {
    String nothing = part.substring(0, part.indexOf(':')) + ": null";
    assertThat(SMALL).contains(part);

    assertThatThrownBy(() -> OrganizationCatalogue.parse(SMALL.replace(part, nothing)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(OrganizationCatalogue.REALM_ATTRIBUTE + ": ");
  }

  /** The catalogue that the realm of this project gets. */
  @Nested
  class OfTheRealm {

    private final OrganizationCatalogue catalogue = OrganizationCatalogue.parse(file());

    private static String file() {
      try {
        return Files.readString(
            Path.of(
                "../../realm-config/src/main/resources/jp/yoyo/id/realmconfig/realm",
                "organization-catalogue.json"));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @ParameterizedTest
    @CsvSource({
      "central, true, false",
      "federation, false, false",
      "municipality, false, false",
      "facility, false, true",
      "venue, false, true",
    })
    void assistanceWhenByTypeThenTheCentralOfficeAssistsFacilities(
        String type, boolean assists, boolean assisted) {
      assertThat(catalogue.isNamedBy(type, Permission.ASSIST_USERS)).isEqualTo(assists);
      assertThat(catalogue.isAssisted(type)).isEqualTo(assisted);
    }

    @ParameterizedTest
    @CsvSource({
      "central,federation",
      "central,municipality",
      "municipality,facility",
      "municipality,venue"
    })
    void supervisesWhenTheDesignSaysSoThenYes(String supervisor, String supervised) {
      assertThat(catalogue.supervises(supervisor, supervised)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
      "central,central",
      "central,facility",
      "municipality,municipality",
      "municipality,central",
      "federation,facility",
      "facility,facility",
      "facility,venue",
      "venue,facility"
    })
    void supervisesWhenTheDesignDoesNotSaySoThenNo(String supervisor, String other) {
      assertThat(catalogue.supervises(supervisor, other)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
      "facility,organization-admin;user-manager;accountant;token-manager",
      "venue,organization-admin;user-manager;accountant;token-manager",
      "municipality,organization-admin;officer",
      "federation,organization-admin;officer",
      "central,organization-admin;officer;help-desk"
    })
    void rolesOfWhenOfATypeThenThoseOfTheDesign(String type, String roles) {
      assertThat(catalogue.rolesOf(type))
          .extracting(Role::name)
          .containsExactly(roles.split(";", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user-manager", "accountant", "token-manager", "officer", "help-desk"})
    void permissionsOfWhenNotTheAdministratorThenLessThanHis(String role) {
      Set<String> administrators = catalogue.permissionsOf(List.of("organization-admin"));

      assertThat(administrators)
          .containsAll(catalogue.permissionsOf(List.of(role)))
          .hasSizeGreaterThan(catalogue.permissionsOf(List.of(role)).size());
    }

    @Test
    void permissionsOfWhenUserManagerThenNeitherAccountNorTokensNorSupervision() {
      assertThat(catalogue.permissionsOf(List.of("user-manager")))
          .contains(Permission.MANAGE_MEMBERS, Permission.VIEW_MEMBERS)
          .doesNotContain(
              "manage-bank-account", "manage-facility-token", Permission.SUPERVISE_ORGANIZATIONS);
    }
  }
}
