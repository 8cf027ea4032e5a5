package io.millrace.inference.messaging;

import io.millrace.inference.load.ModelLoader;
import io.millrace.starter.messaging.ReadToEnd;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * Keeps a starting replica from being called ready until the models that were registered when it
 * came up serve: taking its place among others costs no request. None is loaded before it is known
 * what was decided about it since.
 */
public final class ModelsAtStart implements ApplicationRunner {

  private static final Logger LOG = LoggerFactory.getLogger(ModelsAtStart.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ReadToEnd models;
  private final ModelLoader loader;

  public ModelsAtStart(ReadToEnd models, ModelLoader loader) {
    this.models = models;
    this.loader = loader;
    loader.hold(); // or a version might serve that was rolled back later on
  }

  @Override
  public void run(ApplicationArguments arguments) throws InterruptedException {
    boolean read = models.await();
    loader.begin();
    if (!read || !loader.awaitIdle(PATIENCE)) {
      LOG.warn("Not every registered model was loaded in {}; going on", PATIENCE);
    }
    loader.caughtUp();
  }
}
