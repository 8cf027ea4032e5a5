package io.millrace.monitoring.alert;

import static io.millrace.message.Alert.Severity.CRITICAL;
import static io.millrace.message.Alert.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.Alert;
import io.millrace.monitoring.compare.Finding;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftNewsTest {

  @ParameterizedTest
  @CsvSource({
    "psi, 0.9, WARNING",
    "psi, 1, CRITICAL",
    "wasserstein, 1.2, CRITICAL",
    "hellinger, 0.29, WARNING",
    "jensen-shannon, 0.31, CRITICAL",
    "kolmogorov-smirnov, 0.49, WARNING",
    "kolmogorov-smirnov, 0.5, CRITICAL",
    "chi-squared, 900, WARNING",
  })
  void howFarAColumnMovedIsHowSevereItIs(String test, double statistic, Alert.Severity severity) {
    Finding small = new Finding("y", Finding.PSI, 0.11, 0.1);

    assertThat(DriftNews.severity(List.of(small, new Finding("x", test, statistic, 0.1))))
        .isEqualTo(severity)
        .isIn(WARNING, CRITICAL);
  }
}
