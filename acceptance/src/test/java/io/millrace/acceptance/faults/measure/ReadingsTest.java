package io.millrace.acceptance.faults.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadingsTest {

  @Test
  void prometheusSamplesWithALabelAreSummed() {
    String text =
        """
        # HELP jvm_memory_used_bytes The amount of used memory
        jvm_memory_used_bytes{area="heap",id="Eden Space"} 2.5E7
        jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 5000000
        jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 7.0E7
        jvm_memory_used_bytes_other{area="heap"} 1
        """;

    assertThat(Prometheus.sum(text, "jvm_memory_used_bytes", "area=\"heap\"")).hasValue(3.0e7);
    assertThat(Prometheus.sum(text, "absent", "")).isEmpty();
  }

  @Test
  void theHeapIsTheSumOfItsGenerationsWithoutTheMetaspace() {
    String info =
        """
        4711:
         def new generation   total 19648K, used 1024K [0x0, 0x1, 0x2)
          eden space 17472K,   1% used [0x0, 0x1, 0x2)
          from space 2176K,   0% used [0x0, 0x1, 0x2)
         tenured generation   total 43712K, used 20480K [0x0, 0x1, 0x2)
           the space 43712K,  46% used [0x0, 0x1, 0x2)
         Metaspace       used 61000K, committed 61500K, reserved 1114112K
          class space    used 7000K, committed 7200K, reserved 1048576K
        """;

    assertThat(ProcessProbe.heapOf(info)).hasValue(21);
    assertThat(ProcessProbe.heapOf("no such process")).isEmpty();
  }
}
