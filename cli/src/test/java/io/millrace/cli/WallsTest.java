package io.millrace.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.millrace.cli", importOptions = DoNotIncludeTests.class)
class WallsTest {

  private static final String BASE = "io.millrace.cli.";

  @ArchTest
  static final ArchRule WHAT_WORKS_KNOWS_NO_COMMAND_LINE =
      noClasses()
          .that()
          .resideInAnyPackage(
              BASE + "connect", BASE + "promote", BASE + "replay", BASE + "show", BASE + "state")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "io.millrace.cli");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching(BASE + "(*)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule CLASSES_ARE_NAMED_BY_WHAT_THEY_DO =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)");
}
