package io.millrace.quickstart;

import io.millrace.broker.BrokerFailure;
import io.millrace.broker.BrokerProcess;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The whole of Millrace on the loopback address: a Kafka broker in a JVM of its own, and the four
 * services in this one. All state is in one folder; a second start there picks up where the first
 * stopped.
 */
public final class Stack implements AutoCloseable {

  private final Home home;
  private final FileLock lock;
  private final Tokens tokens;
  private final StackFile file;
  private final EmbeddedBroker broker;
  private final ServiceContexts services;
  private final StackSettings.Progress progress;

  private Stack(
      Home home,
      FileLock lock,
      Tokens tokens,
      StackFile file,
      EmbeddedBroker broker,
      ServiceContexts services,
      StackSettings.Progress progress) {
    this.home = home;
    this.lock = lock;
    this.tokens = tokens;
    this.file = file;
    this.broker = broker;
    this.services = services;
    this.progress = progress;
  }

  /**
   * Starts everything and returns when all of it answers.
   *
   * @throws StackFailure if it cannot; what had started is stopped again
   */
  public static Stack start(StackSettings settings) {
    Home home = new Home(settings.home());
    home.create();
    FileLock lock =
        home.tryLock()
            .orElseThrow(
                () ->
                    new StackFailure("another Millrace is up on " + home.folder() + already(home)));
    try {
      settings.ports().requireFree();
      return start(settings, home, lock);
    } catch (RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  private static Stack start(StackSettings settings, Home home, FileLock lock) {
    StackFile.delete(home);
    Tokens tokens = Tokens.readOrMake(home);
    EmbeddedBroker broker = startBroker(settings, home);
    try {
      ServiceContexts services =
          ServiceContexts.start(home, settings.ports(), tokens, settings.progress());
      StackFile file = StackFile.of(settings.ports());
      file.write(home);
      return new Stack(home, lock, tokens, file, broker, services, settings.progress());
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  private static EmbeddedBroker startBroker(StackSettings settings, Home home) {
    long began = System.nanoTime();
    Path lib = BrokerProcess.findLib();
    int port = settings.ports().of(Part.BROKER);
    try {
      EmbeddedBroker broker =
          new EmbeddedBroker(
              () -> BrokerProcess.start(lib, home.broker(), port, home.brokerLog()),
              settings.progress(),
              InstantSource.system());
      settings
          .progress()
          .step("broker up after %.1f s".formatted((System.nanoTime() - began) / 1e9));
      return broker;
    } catch (BrokerFailure e) {
      throw new StackFailure(e.getMessage(), e);
    }
  }

  /** Whether a stack holds this folder, started or about to. */
  public static boolean isUp(Path folder) {
    if (Files.notExists(folder)) {
      return false;
    }
    Optional<FileLock> lock = new Home(folder).tryLock();
    lock.ifPresent(Stack::release);
    return lock.isEmpty();
  }

  private static String already(Home home) {
    return StackFile.read(home)
        .map(file -> " (process %d); ./millrace down stops it".formatted(file.pid()))
        .orElse("; it is still starting or stopping");
  }

  /** Of the services, by their words. */
  public Map<String, String> addresses() {
    return file.addresses();
  }

  /** Host and port of the broker. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** The token of a role by its word: {@code owner}, {@code device} and so on. */
  public String token(String role) {
    return tokens.of(role);
  }

  /** Of the broker that runs now. */
  public long brokerPid() {
    return broker.pid();
  }

  /** Completes with the reason if the broker dies so often that it is not started again. */
  public CompletableFuture<String> onBrokerLost() {
    return broker.onGivenUp();
  }

  public Path brokerLog() {
    return home.brokerLog();
  }

  /** The folder where everything lies. */
  public Path folder() {
    return home.folder();
  }

  /** Stops the services, then the broker. */
  @Override
  public void close() {
    services.close();
    progress.step("services stopped");
    broker.close();
    progress.step("broker stopped");
    try {
      Files.deleteIfExists(home.stack());
    } catch (IOException e) {
      progress.step("cannot delete " + home.stack() + ": " + e.getMessage());
    }
    release(lock);
  }

  static void release(FileLock lock) {
    try {
      lock.channel().close();
    } catch (IOException e) {
      throw new StackFailure("cannot let go of the lock: " + e.getMessage(), e);
    }
  }
}
