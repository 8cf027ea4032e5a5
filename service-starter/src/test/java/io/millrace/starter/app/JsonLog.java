package io.millrace.starter.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a service writes that has {@code logging.structured.format.console=ecs}. A JVM sets up its
 * log once, for the first service; this writes beside it.
 */
record JsonLog(ByteArrayOutputStream out, OutputStreamAppender<ILoggingEvent> appender) {

  static JsonLog of(Environment environment) {
    LoggerContext context = new LoggerContext();
    context.putObject(Environment.class.getName(), environment);
    StructuredLogEncoder encoder = new StructuredLogEncoder();
    encoder.setContext(context);
    encoder.setFormat("ecs");
    encoder.start();
    JsonLog log = new JsonLog(new ByteArrayOutputStream(), new OutputStreamAppender<>());
    log.appender.setContext(context);
    log.appender.setEncoder(encoder);
    log.appender.setOutputStream(log.out);
    log.appender.start();
    root().addAppender(log.appender);
    return log;
  }

  /** The lines; there will be no more. */
  List<JsonNode> end() {
    root().detachAppender(appender);
    appender.stop();
    return out.toString(UTF_8).lines().map(JsonMapper.shared()::readTree).toList();
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}
