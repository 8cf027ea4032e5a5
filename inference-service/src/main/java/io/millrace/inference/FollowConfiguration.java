package io.millrace.inference;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.inference.follow.Followers;
import io.millrace.inference.follow.PredictionLog;
import io.millrace.inference.messaging.PredictionTopic;
import io.millrace.inference.web.FollowersStop;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/** How predictions come to those who follow them. */
@Configuration(proxyBeanMethods = false)
class FollowConfiguration {

  @Bean
  PredictionTopic predictionTopic(ConsumerFactory<?, ?> consumers) {
    return new PredictionTopic(consumers.getConfigurationProperties());
  }

  @Bean
  Followers followers(PredictionLog log, InferenceSettings settings, MeterRegistry meters) {
    InferenceSettings.Follow follow = settings.follow();
    return new Followers(log, follow.clients(), follow.buffer().toBytes(), meters);
  }

  @Bean
  FollowersStop followersStop(Followers followers) {
    return new FollowersStop(followers);
  }
}
