package io.millrace.training.messaging;

import io.millrace.message.DataArrived;
import io.millrace.message.DriftDetected;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.training.run.Trainings;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** The control messages that may start a run. */
@Configuration(proxyBeanMethods = false)
class TrainingFunctions {

  @Bean
  Consumer<Message<byte[]>> dataArrived(ControlCodec codec, Trainings trainings) {
    return codec.consumer(
        (message, _) -> {
          if (message instanceof DataArrived data) {
            trainings.dataArrived(data);
          }
        });
  }

  @Bean
  Consumer<Message<byte[]>> driftDetected(ControlCodec codec, Trainings trainings) {
    return codec.consumer(
        (message, context) -> {
          if (message instanceof DriftDetected drift) {
            trainings.driftDetected(drift, context.correlationId());
          }
        });
  }
}
