package io.millrace.acceptance.faults.part;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Azurite, reached by the services through a proxy that can be cut. It keeps what it has
 * acknowledged in memory for up to five seconds, which no cloud does; so a kill cuts the way to it
 * first, and ends it when it has saved.
 */
final class AzuriteStore implements Store {

  /** Public: every emulator has this account and this key. */
  private static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  private static final String CONTAINER = "millrace";
  private static final Duration START = Duration.ofSeconds(60);

  /** It saves every five seconds. */
  private static final long SAVED_MILLIS = 6_000;

  private static final Duration ANSWER = Duration.ofSeconds(3);

  private final Path program;
  private final Folders folders;
  private final int port;
  private final CutProxy proxy;
  private final BlobContainerClient container;
  private volatile @Nullable Process process;
  private volatile boolean stopped;

  AzuriteStore(Path program, Folders folders, int port, int proxyPort) {
    this.program = program;
    this.folders = folders;
    this.port = port;
    this.proxy = new CutProxy(proxyPort, port);
    this.container =
        new BlobServiceClientBuilder()
            .connectionString(connection(port))
            .buildClient()
            .getBlobContainerClient(CONTAINER);
  }

  @Override
  public String name() {
    return "store";
  }

  @Override
  public List<String> arguments() {
    return List.of(
        "--millrace.blob.store=azure",
        "--millrace.blob.azure.container=" + CONTAINER,
        "--millrace.blob.azure.connection-string=" + connection(proxy.port()));
  }

  private static String connection(int port) {
    return ("DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=%s;"
            + "BlobEndpoint=http://127.0.0.1:%d/devstoreaccount1;")
        .formatted(KEY, port);
  }

  @Override
  public synchronized void start() {
    if (process == null && !stopped) {
      launch();
    }
    proxy.mend();
  }

  private void launch() {
    try {
      process =
          new ProcessBuilder(
                  program.toString(),
                  "--location",
                  Files.createDirectories(folders.store()).toString(),
                  "--blobHost",
                  "127.0.0.1",
                  "--blobPort",
                  String.valueOf(port),
                  "--silent",
                  "--disableTelemetry",
                  "--skipApiVersionCheck")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folders.log("store").toFile()))
              .start();
    } catch (IOException e) {
      throw new HarnessFailure("azurite cannot start: " + e.getMessage(), e);
    }
    if (!Waiting.until(START, this::answers)) {
      throw new HarnessFailure("azurite does not answer; its log: " + folders.log("store"));
    }
  }

  @Override
  public void cut(boolean inAnswer) {
    if (inAnswer) {
      CountDownLatch answer = proxy.cutAtNextAnswer();
      await(() -> answer.await(ANSWER.toMillis(), TimeUnit.MILLISECONDS));
    }
    proxy.cut();
  }

  @Override
  public void mend() {
    proxy.mend();
  }

  /** The proxy is cut, the emulator saves, and then it is killed. */
  @Override
  public void kill() {
    proxy.cut();
    Process doomed = process;
    if (doomed != null) {
      await(() -> doomed.waitFor(SAVED_MILLIS, TimeUnit.MILLISECONDS));
      end(doomed);
    }
  }

  private synchronized void end(Process doomed) {
    process = null;
    doomed.destroyForcibly();
    await(() -> doomed.waitFor(10, TimeUnit.SECONDS));
  }

  @Override
  public void stop() {
    stopped = true;
    proxy.close();
    Process ending = process;
    if (ending != null) {
      end(ending);
    }
  }

  @Override
  public boolean isUp() {
    return process != null && answers();
  }

  @Override
  public OptionalLong pid() {
    Process current = process;
    return current == null ? OptionalLong.empty() : OptionalLong.of(current.pid());
  }

  @Override
  public List<String> list(String folder) {
    return container.listBlobs(new ListBlobsOptions().setPrefix(folder + "/"), null).stream()
        .map(BlobItem::getName)
        .sorted()
        .toList();
  }

  @Override
  public byte[] read(String path) {
    return container.getBlobClient(path).downloadContent().toBytes();
  }

  @Override
  public void copy(String path, Path file) {
    container.getBlobClient(path).downloadToFile(file.toString(), true);
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private interface Wait {
    boolean run() throws InterruptedException;
  }

  private static void await(Wait wait) {
    try {
      wait.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HarnessFailure("interrupted", e);
    }
  }
}
