package io.millrace.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of the house. A rule that stops fitting is redesigned, not loosened. */
@AnalyzeClasses(
    packages = "io.millrace",
    importOptions = {DoNotIncludeTests.class, HouseTest.NoTestJars.class})
class HouseTest {

  /** The tests that one module lends another come in jars of their own. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String[] SERVICES = {"ingestion", "training", "inference", "monitoring"};

  /** Where the services' decisions are made. */
  private static final String[] DOMAIN = {
    "io.millrace.problem..",
    "io.millrace.event..",
    "io.millrace.message..",
    "io.millrace.ingestion.accept..",
    "io.millrace.training.decide..",
    "io.millrace.training.evaluate..",
    "io.millrace.inference.protocol..",
    "io.millrace.inference.score..",
    "io.millrace.monitoring.compare..",
    "io.millrace.monitoring.judge..",
  };

  @ArchTest
  static final ArchRule theDomainKnowsNoKafkaNoHttpAndNoCloud =
      noClasses()
          .that()
          .resideInAnyPackage(DOMAIN)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.apache.kafka..",
                  "org.springframework..",
                  "jakarta.servlet..",
                  "java.net.http..",
                  "com.azure..",
                  "tools.jackson.."));

  @ArchTest
  static final ArchRule sharedModelStaysBare =
      classes()
          .that()
          .resideInAnyPackage(
              "io.millrace.problem..",
              "io.millrace.event..",
              "io.millrace.message..",
              "io.millrace.rollout..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  "org.jspecify..",
                  "com.fasterxml.jackson.annotation..",
                  "io.millrace.problem..",
                  "io.millrace.event..",
                  "io.millrace.message..",
                  "io.millrace.rollout.."));

  @ArchTest
  static final ArchRule noServiceSeesAnother =
      slices()
          .matching("io.millrace.(ingestion|training|inference|monitoring)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule adaptersDoNotSeeEachOther =
      slices()
          .matching("io.millrace.*.(web|messaging|storage)..")
          .as("the web, messaging and storage adapters")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              not(resideInAnyPackage(withinServices())), resideInAnyPackage("io.millrace.."))
          .ignoreDependency(
              resideInAnyPackage("io.millrace.."), not(resideInAnyPackage(withinServices())));

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.millrace.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule aNameSaysWhatAClassIsFor =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)");

  private static String[] withinServices() {
    return java.util.Arrays.stream(SERVICES)
        .map(service -> "io.millrace." + service + "..")
        .toArray(String[]::new);
  }
}
