package io.millrace.starter.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.Alert;
import io.millrace.message.ProblemApplied;
import io.millrace.message.ProblemDeleted;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.starter.problems.ProblemCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ProblemCatalogIT extends StarterContext {

  private static final ProblemName BEFORE = new ProblemName("before");
  private static final ProblemName AFTER = new ProblemName("after");

  @Autowired ProblemCatalog catalog;
  @Autowired ControlPublisher publisher;

  @Test
  void aStartedServiceKnowsTheProblemsFromBefore() {
    assertThat(catalog.find(BEFORE)).isPresent();
    assertThat(catalog.find(BEFORE).orElseThrow().version()).isEqualTo(3);
    assertThat(catalog.find(BEFORE).orElseThrow().definition()).isEqualTo(DEFINITION);
    assertThat(catalog.find(BEFORE).orElseThrow().problem().define().target())
        .isEqualTo("Occupancy");
  }

  @Test
  void aDefinitionThatNoLongerReadsIsLeftOutWithAnAlert() {
    assertThat(catalog.find(new ProblemName("unreadable"))).isEmpty();

    var record = record(Topics.ALERTS, it -> "unreadable".equals(it.key()));
    Alert alert = MillraceJson.mapper().readValue(record.value(), Alert.class);
    assertThat(alert.kind()).isEqualTo("problem-unreadable");
    assertThat(alert.text()).contains("define");
  }

  @Test
  void listenersHearOfWhatIsKnownAndOfEachChange() {
    List<String> heard = new CopyOnWriteArrayList<>();
    catalog.onChange(listener(heard));
    assertThat(heard).contains("before 3");

    Map<String, Object> definition = new HashMap<>(DEFINITION);
    definition.put("problem", "after");
    publisher.publish(new ProblemApplied(AFTER, 1, definition, Instant.EPOCH), "turn");
    await().atMost(Duration.ofSeconds(20)).until(() -> heard.contains("after 1"));
    assertThat(catalog.find(AFTER)).isPresent();

    publisher.publish(new ProblemDeleted(AFTER, Instant.EPOCH), "turn");
    await().atMost(Duration.ofSeconds(20)).until(() -> heard.contains("after gone"));
    assertThat(catalog.find(AFTER)).isEmpty();
  }

  private static ProblemCatalog.Listener listener(List<String> heard) {
    return new ProblemCatalog.Listener() {
      @Override
      public void applied(ProblemCatalog.VersionedProblem problem) {
        heard.add(problem.problem().name() + " " + problem.version());
      }

      @Override
      public void deleted(ProblemName name) {
        heard.add(name + " gone");
      }
    };
  }
}
