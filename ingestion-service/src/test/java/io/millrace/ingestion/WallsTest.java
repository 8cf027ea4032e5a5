package io.millrace.ingestion;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class WallsTest {

  private static final String ROOT = "io.millrace.ingestion.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.millrace.ingestion");

  @Test
  void theDomainKnowsNoKafkaNoHttpAndNoJackson() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "accept", ROOT + "rejected", ROOT + "land", ROOT + "problems")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..",
            "org.springframework..",
            "jakarta.servlet..",
            "tools.jackson..",
            "com.azure..")
        .check(CLASSES);
  }

  @Test
  void adaptersDoNotKnowOneAnother() {
    slices()
        .matching("io.millrace.ingestion.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(anyAdapter(), domain())
        .ignoreDependency(resideInAPackage(ROOT + "rejected"), resideInAPackage(ROOT + "accept"))
        .check(CLASSES);
  }

  @Test
  void nothingGoesInCircles() {
    slices().matching("io.millrace.(*).(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> anyAdapter() {
    return resideInAnyPackage(ROOT + "formats", ROOT + "messaging", ROOT + "web");
  }

  private static DescribedPredicate<JavaClass> domain() {
    return resideInAnyPackage(ROOT + "accept", ROOT + "rejected", ROOT + "land", ROOT + "problems");
  }
}
