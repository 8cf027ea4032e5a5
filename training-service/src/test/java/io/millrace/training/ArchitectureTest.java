package io.millrace.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.millrace.training", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] DOMAIN = {
    "..training.decide..",
    "..training.run..",
    "..training.prepare..",
    "..training.forecast..",
    "..training.search..",
    "..training.adopt..",
    "..training.promote..",
    "..training.evaluate..",
    "..training.register.."
  };

  @ArchTest
  static final ArchRule theDomainKnowsNoTransport =
      noClasses()
          .that()
          .resideInAnyPackage(DOMAIN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "org.apache.kafka..",
              "jakarta.servlet..",
              "com.azure..",
              "tools.jackson..",
              "com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule onlyTrainersKnowTheLibraries =
      noClasses()
          .that()
          .resideOutsideOfPackage("..training.train..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..", "ml.dmlc..");

  @ArchTest
  static final ArchRule onlyTrainersAndAdoptersKnowGraphs =
      noClasses()
          .that()
          .resideOutsideOfPackages("..training.train..", "..training.adopt..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnx..", "com.google.protobuf..");

  @ArchTest
  static final ArchRule decidingIsPure =
      noClasses()
          .that()
          .resideInAPackage("..training.decide..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.millrace.starter..", "java.io..", "java.nio..", "java.sql..");

  @ArchTest
  static final ArchRule adaptersDoNotKnowEachOther =
      slices()
          .matching("io.millrace.training.(messaging|web|schedule|lineage)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("io.millrace.training.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule namesSayWhatAClassDoes =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)");
}
