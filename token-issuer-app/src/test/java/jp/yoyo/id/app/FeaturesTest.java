package jp.yoyo.id.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** A package is a feature: each can be read without those that use it. */
class FeaturesTest {

  private static final JavaClasses APP =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("jp.yoyo.id.app");

  @Test
  void featuresWhenTheyUseEachOtherThenNotInACircle() {
    slices()
        .matching("jp.yoyo.id.app.(*)..")
        .should()
        .beFreeOfCycles()
        // The frame of each page names who acts, and who acts is asked for on a page.
        .ignoreDependency(
            resideInAPackage("jp.yoyo.id.app.web.."), resideInAPackage("jp.yoyo.id.app.actor.."))
        .check(APP);
  }

  /** The one that makes texts of formulas. */
  @Test
  void exportsWhenWrittenThenByTheOneClassOnly() {
    noClasses()
        .that()
        .doNotHaveSimpleName("CsvExport")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("de.siegmar.fastcsv.writer..")
        .check(APP);
  }
}
