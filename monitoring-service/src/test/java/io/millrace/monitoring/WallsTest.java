package io.millrace.monitoring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.millrace.monitoring",
    importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

  private static final String[] DOMAIN = {
    "..observe..", "..compare..", "..alert..", "..judge..", "..concept..", "..traffic.."
  };

  @ArchTest
  static final ArchRule domainKnowsNoTechnology =
      noClasses()
          .that()
          .resideInAnyPackage(DOMAIN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "org.springframework..",
              "tools.jackson..",
              "com.fasterxml..",
              "com.azure..",
              "io.millrace.starter..",
              "..messaging..",
              "..storage..",
              "..web..");

  @ArchTest
  static final ArchRule aReportIsMadeOfValues =
      noClasses()
          .that()
          .resideInAPackage("..report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "org.springframework..",
              "tools.jackson..",
              "..messaging..",
              "..storage..",
              "..web..");

  @ArchTest
  static final ArchRule adaptersDoNotKnowEachOther =
      slices()
          .matching("io.millrace.monitoring.(messaging|storage|web)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("io.millrace.monitoring.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noDrawersForOddsAndEnds =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)");
}
