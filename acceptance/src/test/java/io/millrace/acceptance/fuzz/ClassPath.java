package io.millrace.acceptance.fuzz;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtEnvironment;
import ch.qos.logback.classic.LoggerContext;
import com.code_intelligence.jazzer.Jazzer;
import com.code_intelligence.jazzer.api.BugDetectors;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.protobuf.Message;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.millrace.event.Event;
import io.millrace.inference.score.RowReader;
import io.millrace.ingestion.accept.Reception;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.test.SmallPackages;
import io.millrace.starter.messaging.ControlCodec;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.ImplicitContextKeyed;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.logging.LogFactory;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What the boundaries need and no more: the fuzzer looks through every class on its path before it
 * begins, which for that of the whole system takes longer than thousands of inputs.
 */
final class ClassPath {

  private static final List<Class<?>> NEEDED =
      List.of(
          FuzzTarget.class,
          Jazzer.class,
          BugDetectors.class,
          Event.class,
          ModelPackage.class,
          SmallPackages.class,
          ControlCodec.class,
          Reception.class,
          RowReader.class,
          OrtEnvironment.class,
          OnnxMl.class,
          Message.class,
          KllDoublesSketch.class,
          ConsumerRecord.class,
          JsonValue.class,
          JsonParser.class,
          JsonMapper.class,
          YAMLMapper.class,
          LoadSettings.class,
          Nullable.class,
          Logger.class,
          LoggerContext.class,
          ch.qos.logback.core.Context.class,
          LogFactory.class,
          MeterRegistry.class,
          KeyValues.class,
          ObservationRegistry.class,
          OpenTelemetry.class,
          ImplicitContextKeyed.class,
          Resource.class,
          MediaType.class,
          org.springframework.messaging.Message.class);

  private ClassPath() {}

  static String text() {
    return Stream.concat(NEEDED.stream().map(ClassPath::entry), golden())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The tests of shared-model, whose messages are resources. */
  private static Stream<String> golden() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.contains("shared-model"));
  }

  private static String entry(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type + " comes from no file", e);
    }
  }
}
