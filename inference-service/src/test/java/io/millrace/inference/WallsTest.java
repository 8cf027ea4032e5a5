package io.millrace.inference;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.millrace.inference", importOptions = DoNotIncludeTests.class)
class WallsTest {

  private static final String BASE = "io.millrace.inference.";

  @ArchTest
  static final ArchRule LOADING_AND_SCORING_KNOW_NO_TRANSPORT =
      noClasses()
          .that()
          .resideInAnyPackage(
              BASE + "load",
              BASE + "score",
              BASE + "traffic",
              BASE + "rehearse",
              BASE + "protocol",
              BASE + "follow")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "org.springframework..",
              "tools.jackson..",
              "jakarta..",
              "io.grpc..",
              "com.google.protobuf..",
              "inference..");

  @ArchTest
  static final ArchRule LOADING_COMES_BEFORE_SCORING =
      noClasses()
          .that()
          .resideInAPackage(BASE + "load")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BASE + "score");

  @ArchTest
  static final ArchRule ADAPTERS_DO_NOT_KNOW_EACH_OTHER =
      slices()
          .matching(BASE + "(web|grpc|stream|messaging|health)")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching(BASE + "(*)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule CLASSES_ARE_NAMED_BY_WHAT_THEY_DO =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)");
}
