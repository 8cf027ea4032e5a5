package io.millrace.problem;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.millrace", importOptions = DoNotIncludeTests.class)
class WallsTest {

  @ArchTest
  static final ArchRule THE_WORDS_DEPEND_ON_NOTHING_BUT_ANNOTATIONS =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.millrace.event",
              "io.millrace.message",
              "io.millrace.problem",
              "io.millrace.rollout",
              "java.lang..",
              "java.math",
              "java.nio.charset",
              "java.time..",
              "java.util..",
              "org.jspecify.annotations",
              "com.fasterxml.jackson.annotation");

  @ArchTest
  static final ArchRule CLASSES_ARE_NAMED_BY_WHAT_THEY_DO =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)");
}
