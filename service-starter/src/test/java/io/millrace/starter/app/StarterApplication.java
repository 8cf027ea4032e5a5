package io.millrace.starter.app;

import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.security.AccessRules;
import io.millrace.starter.security.Role;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.messaging.Message;

@SpringBootApplication
class StarterApplication {

  @Bean
  Received inbox() {
    return new Received();
  }

  @Bean
  Consumer<Message<byte[]>> received(ControlCodec codec, Received inbox) {
    return codec.consumer(inbox::on);
  }

  @Bean
  AccessRules rules() {
    return AccessRules.builder()
        .allow(HttpMethod.POST, "/v1/problems/*/events", Role.DEVICE)
        .allow(HttpMethod.GET, "/v1/**", Role.READER, Role.DATA_SCIENTIST)
        .allow(HttpMethod.POST, "/v1/problems/*/predict", Role.APPLICATION)
        .build();
  }
}
