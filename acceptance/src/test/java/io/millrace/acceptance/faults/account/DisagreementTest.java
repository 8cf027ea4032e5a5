package io.millrace.acceptance.faults.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DisagreementTest {

  @Test
  void thereIsNoneWhereEachFileIsListedOnce() {
    assertThat(Disagreement.between("data", List.of("a", "b"), List.of("b", "a"), List.of()))
        .isEmpty();
  }

  @Test
  void aFileWhoseRowsAreInNoAssetIsNamed() {
    assertThat(Disagreement.between("data", List.of("a"), List.of("a", "lost"), List.of("lost")))
        .hasValueSatisfying(words -> assertThat(words).contains("rows in no asset: [lost]"));
  }

  @Test
  void aListedFileThatIsNotThereIsNamed() {
    assertThat(Disagreement.between("data", List.of("a", "gone"), List.of("a"), List.of()))
        .hasValueSatisfying(words -> assertThat(words).contains("not in the store: [gone]"));
  }

  @Test
  void aFileInTwoAssetsIsNamed() {
    assertThat(Disagreement.between("data", List.of("a", "a"), List.of("a"), List.of()))
        .hasValueSatisfying(words -> assertThat(words).contains("in two assets: [a]"));
  }

  @Test
  void aLeftoverWhoseRowsAreListedElsewhereIsNone() {
    assertThat(Disagreement.unlisted(List.of("a"), List.of("a", "left"))).containsExactly("left");
    assertThat(Disagreement.between("data", List.of("a"), List.of("a", "left"), List.of()))
        .isEmpty();
  }
}
