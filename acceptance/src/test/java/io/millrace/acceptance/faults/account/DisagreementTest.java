package io.millrace.acceptance.faults.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DisagreementTest {

  @Test
  void thereIsNoneWhereEachFileIsListedOnce() {
    assertThat(Disagreement.between("data", List.of("a", "b"), List.of("b", "a"))).isEmpty();
  }

  @Test
  void aFileThatNoAssetListsIsNamed() {
    assertThat(Disagreement.between("data", List.of("a"), List.of("a", "lost")))
        .hasValueSatisfying(words -> assertThat(words).contains("in no asset: [lost]"));
  }

  @Test
  void aListedFileThatIsNotThereIsNamed() {
    assertThat(Disagreement.between("data", List.of("a", "gone"), List.of("a")))
        .hasValueSatisfying(words -> assertThat(words).contains("not in the store: [gone]"));
  }

  @Test
  void aFileInTwoAssetsIsNamed() {
    assertThat(Disagreement.between("data", List.of("a", "a"), List.of("a")))
        .hasValueSatisfying(words -> assertThat(words).contains("in two assets: [a]"));
  }
}
