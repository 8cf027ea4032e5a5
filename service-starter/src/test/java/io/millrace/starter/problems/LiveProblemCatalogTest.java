package io.millrace.starter.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.millrace.problem.Problem;
import io.millrace.problem.ProblemFile;
import io.millrace.problem.ProblemName;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveProblemCatalogTest {

  private final LiveProblemCatalog catalog = new LiveProblemCatalog();

  @Test
  void holdsTheLatestVersionOfEachByName() {
    catalog.apply(problem("b", 1));
    catalog.apply(problem("a", 1));
    catalog.apply(problem("b", 2));
    catalog.apply(problem("c", 1));
    catalog.delete(new ProblemName("c"));

    assertThat(catalog.all())
        .extracting(it -> it.problem().name().value())
        .containsExactly("a", "b");
    assertThat(catalog.find(new ProblemName("b")).orElseThrow().version()).isEqualTo(2);
    assertThat(catalog.find(new ProblemName("c"))).isEmpty();
  }

  @Test
  void aListenerHearsOfWhatIsKnownAndThenOfChanges() {
    List<String> heard = new ArrayList<>();
    catalog.apply(problem("a", 1));

    catalog.onChange(listener(heard));
    catalog.apply(problem("a", 2));
    catalog.delete(new ProblemName("a"));

    assertThat(heard).containsExactly("a1", "a2", "-a");
  }

  @Test
  void aFailingListenerKeepsNothingFromTheOthers() {
    List<String> heard = new ArrayList<>();
    catalog.onChange(failing());
    catalog.onChange(listener(heard));

    assertThatIllegalStateException().isThrownBy(() -> catalog.apply(problem("a", 1)));

    assertThat(heard).containsExactly("a1");
    assertThat(catalog.find(new ProblemName("a"))).isPresent();
  }

  private static VersionedProblem problem(String name, long version) {
    Map<String, Object> tree =
        Map.of(
            "problem", name,
            "define", Map.of("task", "regression", "target", "y"),
            "data", Map.of("features", Map.of("x", "number")));
    Problem problem = ((ProblemFile.Accepted) ProblemFile.read(tree)).problem();
    return new VersionedProblem(problem, version, tree);
  }

  private static ProblemCatalog.Listener listener(List<String> heard) {
    return new ProblemCatalog.Listener() {
      @Override
      public void applied(VersionedProblem problem) {
        heard.add(problem.problem().name().value() + problem.version());
      }

      @Override
      public void deleted(ProblemName name) {
        heard.add("-" + name);
      }
    };
  }

  private static ProblemCatalog.Listener failing() {
    return new ProblemCatalog.Listener() {
      @Override
      public void applied(VersionedProblem problem) {
        throw new IllegalStateException("no");
      }

      @Override
      public void deleted(ProblemName name) {}
    };
  }
}
