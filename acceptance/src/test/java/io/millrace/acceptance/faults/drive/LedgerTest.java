package io.millrace.acceptance.faults.drive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {

  private final Ledger ledger = new Ledger();

  @Test
  void anAcknowledgedBatchAcknowledgesItsEventsAndTheLabelsInThem() {
    ledger.sent(0, 4);
    ledger.acknowledged(0, 4);

    assertThat(ledger.acknowledged())
        .containsExactlyInAnyOrder("e-00000000", "e-00000001", "e-00000002", "e-00000003");
    assertThat(ledger.truthAcknowledged()).containsExactlyInAnyOrder("e-00000000", "e-00000002");
  }

  @Test
  void labelsThatComeLaterAreAcknowledgedByThemselves() {
    ledger.truthAcknowledged(0, 4);

    assertThat(ledger.acknowledged()).isEmpty();
    assertThat(ledger.truthAcknowledged()).containsExactlyInAnyOrder("e-00000001", "e-00000003");
  }

  @Test
  void whatWasSentAgainIsCounted() {
    ledger.sentAgain(0, 2);
    ledger.sentAgain(1, 2);

    assertThat(ledger.attempts()).containsEntry("e-00000000", 2).containsEntry("e-00000001", 3);
  }
}
