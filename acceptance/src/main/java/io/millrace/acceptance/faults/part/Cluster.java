package io.millrace.acceptance.faults.part;

import io.millrace.quickstart.Tokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A whole Millrace: broker, store, and some instances of each service. */
public final class Cluster implements AutoCloseable {

  /** From the command to the answer, on a slow machine with much else to do. */
  static final Duration START = Duration.ofMinutes(4);

  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final Folders folders;
  private final Progress progress;
  private final Tokens tokens = Tokens.make();
  private final FreePorts ports = new FreePorts();
  private final BrokerPart broker;
  private final Store store;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final ConcurrentLinkedQueue<String> fallen = new ConcurrentLinkedQueue<>();
  private volatile boolean closing;

  private Cluster(ClusterSettings settings, Progress progress) {
    this.folders = new Folders(settings.home());
    this.progress = progress;
    this.broker = new BrokerPart(folders, ports.next());
    this.store = store(settings);
  }

  /** Starts all of it, and returns when all of it is healthy. */
  public static Cluster start(ClusterSettings settings, Progress progress) {
    Cluster cluster = new Cluster(settings, progress);
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::stopAll));
    try {
      cluster.startAll(settings);
      return cluster;
    } catch (RuntimeException e) {
      cluster.stopAll();
      throw e;
    }
  }

  private Store store(ClusterSettings settings) {
    if (settings.store() != ClusterSettings.StoreKind.FOLDER) {
      Optional<Path> program = AzuriteProgram.find(settings.work().resolve("azurite"));
      if (program.isPresent()) {
        return new AzuriteStore(program.get(), folders, ports.next(), ports.next());
      }
      if (settings.store() == ClusterSettings.StoreKind.AZURITE) {
        throw new HarnessFailure("neither azurite-blob nor npm is on the PATH");
      }
      progress.say("neither azurite-blob nor npm is on the PATH: the store is a folder");
    }
    return new FolderStore(folders.root());
  }

  private void startAll(ClusterSettings settings) {
    broker.start();
    store.start();
    progress.say("broker and store (%s) are up; logs in %s", storeWord(), folders.logs());
    AotCache aot = AotCache.in(settings.work().resolve("aot"), Jvm.ofLib(settings.servicesLib()));
    if (aot.isMissing()) {
      progress.say("recording what the services load, so that each starts the quicker");
      aot.record(
          List.of(ports.next(), ports.next(), ports.next(), ports.next()),
          arguments("recorder"),
          folders.log("recorder"));
    }
    addParts(settings.instances(), aot);
    services().forEach(ServicePart::start);
    for (ServicePart service : services()) {
      if (!Waiting.until(START, service::isUp)) {
        throw new HarnessFailure(
            "%s is not healthy: %s".formatted(service.name(), service.health().says()));
      }
    }
    progress.say("%d parts are up and healthy", parts.size());
  }

  private String storeWord() {
    return store instanceof FolderStore ? "a folder" : "azurite";
  }

  private void addParts(int instances, AotCache aot) {
    for (int number = 1; number <= instances; number++) {
      for (ServiceKind kind : ServiceKind.values()) {
        String name = kind.word() + "-" + number;
        parts.put(name, service(kind, name, aot));
      }
    }
    parts.put(broker.name(), broker);
    parts.put(store.name(), store);
  }

  private ServicePart service(ServiceKind kind, String name, AotCache aot) {
    int port = ports.next();
    List<String> arguments = new ArrayList<>(arguments(name));
    arguments.add("--server.port=" + port);
    return new ServicePart(
        kind,
        name,
        new ServicePart.Launch(aot.jvm(), aot.options(), arguments, folders.log(name)),
        new Health("http://127.0.0.1:" + port, token("operator")),
        what -> fell(name, what));
  }

  private List<String> arguments(String name) {
    Path state = folders.state(name);
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.address=127.0.0.1");
    arguments.add("--spring.kafka.bootstrap-servers=" + broker.bootstrapServers());
    arguments.addAll(store.arguments());
    arguments.addAll(tokens.arguments());
    arguments.add("--millrace.monitoring.state-dir=" + state.resolve("streams"));
    arguments.add("--millrace.inference.instance=" + name);
    arguments.add("--millrace.inference.grpc.port=0");
    arguments.add("--millrace.inference.cache=" + state.resolve("models"));
    arguments.add("--millrace.training.instance=" + name);
    arguments.add("--millrace.training.work-dir=" + state.resolve("work"));
    // What a run needs grows with its rows up to these; low, so that it is soon at its most.
    arguments.add("--millrace.training.most-rows=50000");
    arguments.add("--millrace.training.memory=1GB");
    return arguments;
  }

  /** It is started again, as an orchestrator would, and remembered against it. */
  private void fell(String name, String what) {
    if (closing) {
      return;
    }
    fallen.add(what);
    progress.say("FELL OVER: %s", what);
    Thread.ofVirtual()
        .start(
            () -> {
              Waiting.until(AGAIN, () -> closing);
              if (!closing) {
                part(name).start();
              }
            });
  }

  /** What ended without having been killed. */
  public List<String> fallen() {
    return List.copyOf(fallen);
  }

  public Folders folders() {
    return folders;
  }

  public Store store() {
    return store;
  }

  public Part broker() {
    return broker;
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Of a role by its word. */
  public String token(String role) {
    return tokens.of(role);
  }

  public Part part(String name) {
    return Optional.ofNullable(parts.get(name))
        .orElseThrow(() -> new HarnessFailure("no part " + name));
  }

  public List<Part> parts() {
    return List.copyOf(parts.values());
  }

  public List<ServicePart> services() {
    return parts.values().stream()
        .filter(ServicePart.class::isInstance)
        .map(ServicePart.class::cast)
        .toList();
  }

  public List<ServicePart> services(ServiceKind kind) {
    return services().stream().filter(service -> service.kind() == kind).toList();
  }

  private void stopAll() {
    closing = true;
    services().forEach(ServicePart::stop);
    broker.stop();
    store.stop();
  }

  @Override
  public void close() {
    stopAll();
  }
}
