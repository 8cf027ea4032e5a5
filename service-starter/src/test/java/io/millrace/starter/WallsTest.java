package io.millrace.starter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.millrace.starter",
    importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.millrace.starter.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule PLAIN_NAMES =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)");

  @ArchTest
  static final ArchRule BLOBS_STAND_ALONE =
      noClasses()
          .that()
          .resideInAPackage("..blob..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..starter.web..", "..starter.messaging..", "..starter.security..");

  @ArchTest
  static final ArchRule AZURE_STAYS_BEHIND_THE_PORT =
      noClasses()
          .that()
          .resideOutsideOfPackage("..blob..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.azure..");
}
