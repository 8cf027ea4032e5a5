package io.millrace.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** HTTP servers with nothing above them, of which one might be chosen: requests of one row. */
final class Servers {

  private final Effort effort;

  Servers(Effort effort) {
    this.effort = effort;
  }

  void print() throws Exception {
    String row = Network.usual().row(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        BareServer tomcat = BareServer.tomcat();
        BareServer jetty = BareServer.jetty();
        BareServer netty = BareServer.netty(threads);
        BareServer loops = BareServer.netty(Runnable::run)) {
      Map<String, Load> loads = new LinkedHashMap<>();
      loads.put("Tomcat, virtual threads", Load.post(tomcat.port(), "/", row));
      loads.put("Jetty, virtual threads", Load.post(jetty.port(), "/", row));
      loads.put("Netty, virtual threads", Load.post(netty.port(), "/", row));
      loads.put("Netty, on its event loops", Load.post(loops.port(), "/", row));
      print(loads);
    }
  }

  private void print(Map<String, Load> loads) {
    loads.values().forEach(load -> load.run(effort.warmUp()));
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    long failed = 0;
    for (int round = 0; round < effort.rounds(); round++) {
      for (var load : loads.entrySet()) {
        Load.Outcome outcome = load.getValue().run(effort.time());
        failed += outcome.failed();
        rates.computeIfAbsent(load.getKey(), _ -> new ArrayList<>()).add(outcome.perSecond());
      }
    }
    Ratios.say(
        "%d connections, an answer that is always the same; failed: %d"
            .formatted(Ratios.CONNECTIONS, failed));
    rates.forEach(
        (name, values) ->
            Ratios.say("  %-26s %9.0f requests/s".formatted(name, Ratio.median(values))));
  }
}
