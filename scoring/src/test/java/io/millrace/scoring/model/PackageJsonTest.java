package io.millrace.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageJsonTest {

  /** What ingestion takes at most as the text of a category, in any script. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "€", "\u0001"})
  void readsTheLongestNameOfACategory(String character) {
    FeatureBaseline longest =
        new FeatureBaseline.Categories(3, 0, Map.of(character.repeat(10_000), 3L));
    Baseline baseline = new Baseline(3, Map.of("room", longest), longest, List.of());

    assertThat(PackageJson.read(PackageJson.write(baseline), Baseline.class)).isEqualTo(baseline);
  }
}
