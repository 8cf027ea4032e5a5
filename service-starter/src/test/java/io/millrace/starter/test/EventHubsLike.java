package io.millrace.starter.test;

import io.millrace.broker.BrokerAdditions;
import io.millrace.broker.BrokerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A Kafka broker with the limits of Event Hubs' Standard tier, as far as Kafka can be told to have
 * them: TLS, the connection string as password, requests of 1 MB, no topics that nobody made, no
 * idempotent producers and no transactions.
 */
public final class EventHubsLike implements AutoCloseable {

  private static final String CONNECTION =
      "Endpoint=sb://127.0.0.1/;SharedAccessKeyName=test;SharedAccessKey=b25seSBpbiB0ZXN0cw==";

  private static final String PASSWORD = "only-in-tests";

  private final BrokerProcess broker;
  private final int port;
  private final Path certificate;

  private EventHubsLike(BrokerProcess broker, int port, Path certificate) {
    this.broker = broker;
    this.port = port;
    this.certificate = certificate;
  }

  /**
   * @param folder for its data, its certificate and its log; of this broker alone
   */
  public static EventHubsLike start(Path folder) throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder.toAbsolutePath());
    Path keys = own.resolve("keys.p12");
    Path certificate = own.resolve("certificate.pem");
    keytool(
        keys,
        "-genkeypair -alias broker -keyalg EC -groupname secp256r1 -dname CN=localhost"
            + " -ext san=ip:127.0.0.1,dns:localhost -validity 2");
    keytool(keys, "-exportcert -alias broker -rfc -file " + certificate);
    int port = freePort();
    BrokerProcess broker =
        BrokerProcess.start(
            BrokerProcess.findLib(),
            own.resolve("data"),
            freePort(),
            own.resolve("broker.log"),
            List.of(),
            new BrokerAdditions(port, settings(keys), List.of(ownCode())));
    return new EventHubsLike(broker, port, certificate);
  }

  private static Map<String, String> settings(Path keys) {
    String listener = "listener.name.sasl_ssl.";
    return Map.of(
        "sasl.enabled.mechanisms",
        "PLAIN",
        listener + "plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " user_$ConnectionString=\"%s\";".formatted(CONNECTION),
        listener + "ssl.keystore.type",
        "PKCS12",
        listener + "ssl.keystore.location",
        keys.toString().replace('\\', '/'),
        listener + "ssl.keystore.password",
        PASSWORD,
        "authorizer.class.name",
        NoTransactions.class.getName(),
        "message.max.bytes",
        "1046528");
  }

  /** What services are told, beside the profile {@code azure}. */
  public List<String> arguments() {
    return List.of(
        "--spring.kafka.bootstrap-servers=127.0.0.1:" + port,
        "--millrace.event-hubs.connection-string=" + CONNECTION,
        "--spring.kafka.properties.ssl.truststore.type=PEM",
        "--spring.kafka.properties.ssl.truststore.location=" + certificate);
  }

  /** Without TLS and password: for a test itself, as for whoever makes a namespace. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Makes event hubs. */
  public void create(List<NewTopic> topics) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.createTopics(topics).all().get();
    }
  }

  @Override
  public void close() {
    broker.kill();
  }

  private static Path ownCode() {
    try {
      return Path.of(
          NoTransactions.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(Path keys, String arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    Stream.of(arguments.split(" ")).forEach(command::add);
    command.addAll(
        List.of("-keystore", keys.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    Path log = keys.resolveSibling("keytool.log");
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("keytool ended with %d: %s".formatted(status, Files.readString(log)));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
