package io.millrace.inference.web;

import io.millrace.inference.InferenceSettings;
import io.millrace.inference.protocol.InferRequest;
import io.millrace.inference.protocol.OpenInference;
import io.millrace.inference.protocol.RefusedRequestException;
import io.millrace.inference.protocol.ServerMetadata;
import io.millrace.inference.score.InFlight;
import io.millrace.inference.score.Scorer.Channel;
import io.millrace.inference.traffic.Call;
import io.millrace.inference.traffic.RequestCounts;
import io.millrace.starter.web.Correlation;
import io.millrace.starter.web.ProblemDetailException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The Open Inference Protocol, version 2, over HTTP. */
@RestController
final class ProtocolController {

  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final String MODEL = "/v2/models/{model}";
  private static final String VERSION = "/v2/models/{model}/versions/{version}";

  /** With it a client says that tensors follow the body's JSON as bytes. */
  private static final String BINARY = "Inference-Header-Content-Length";

  private final OpenInference inference;
  private final InFlight inFlight;
  private final RequestBody body;
  private final RequestCounts counts;

  ProtocolController(
      OpenInference inference,
      InFlight inFlight,
      InferenceSettings settings,
      RequestCounts counts) {
    this.counts = counts;
    this.inference = inference;
    this.inFlight = inFlight;
    this.body = new RequestBody((int) settings.maxBody().toBytes(), settings.patience());
  }

  @GetMapping(path = "/v2/health/live", produces = JSON)
  ProtocolAnswers.Live live() {
    return new ProtocolAnswers.Live(true);
  }

  @GetMapping(path = "/v2/health/ready", produces = JSON)
  ResponseEntity<ProtocolAnswers.Ready> ready() {
    boolean ready = inference.isReady();
    return ResponseEntity.status(status(ready)).body(new ProtocolAnswers.Ready(true, ready));
  }

  @GetMapping(
      path = {"/v2", "/v2/"},
      produces = JSON)
  ServerMetadata server() {
    return inference.server();
  }

  @GetMapping(
      path = {MODEL, VERSION},
      produces = JSON)
  @Operation(summary = "What a model takes and gives")
  ProtocolAnswers.Model model(
      @PathVariable String model, @PathVariable(required = false) @Nullable String version) {
    return answered(() -> ProtocolAnswers.Model.of(inference.metadata(model, orAny(version))));
  }

  @GetMapping(
      path = {MODEL + "/ready", VERSION + "/ready"},
      produces = JSON)
  ResponseEntity<ProtocolAnswers.ModelReady> modelReady(
      @PathVariable String model, @PathVariable(required = false) @Nullable String version) {
    boolean ready = answered(() -> inference.isReady(model, orAny(version)));
    return ResponseEntity.status(status(ready)).body(new ProtocolAnswers.ModelReady(model, ready));
  }

  /** Whatever type the body is said to be of: there are clients of the protocol that do not say. */
  @PostMapping(
      path = {MODEL + "/infer", VERSION + "/infer"},
      produces = JSON)
  @Operation(summary = "Predicts the rows that tensors hold")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      description = "An inference request of the Open Inference Protocol, version 2",
      required = true,
      content =
          @Content(
              mediaType = JSON,
              schema = @Schema(type = "object"),
              examples =
                  @ExampleObject(
                      "{\"inputs\": [{\"name\": \"Light\", \"datatype\": \"FP64\", \"shape\": [1],"
                          + " \"data\": [430]}]}")))
  @ApiResponse(
      responseCode = "200",
      description = "An inference response of the Open Inference Protocol, version 2",
      content = @Content(mediaType = JSON, schema = @Schema(type = "object")))
  byte[] infer(
      @PathVariable String model,
      @PathVariable(required = false) @Nullable String version,
      @RequestHeader(name = BINARY, required = false) @Nullable String binary,
      HttpServletRequest request) {
    return counts.count(
        model,
        Channel.HTTP,
        call -> infer(model, orAny(version), binary, request, call),
        HttpFailures::of);
  }

  private byte[] infer(
      String model,
      String version,
      @Nullable String binary,
      HttpServletRequest request,
      Call call) {
    if (binary != null) {
      throw new ProblemDetailException(
          HttpStatus.BAD_REQUEST,
          "Binary tensors",
          "Tensors after the body's JSON are an extension that this server does not have.");
    }
    try (InFlight.Share _ =
        inFlight.take(request.getContentLengthLong()).orElseThrow(PredictController::busy)) {
      byte[] json = body.read(request);
      return answered(() -> infer(InferRequestReader.read(model, version, json), call));
    }
  }

  private byte[] infer(InferRequest request, Call call) {
    return InferAnswers.write(inference.infer(request, Channel.HTTP, Correlation.current(), call));
  }

  private static String orAny(@Nullable String version) {
    return version == null ? "" : version;
  }

  private static HttpStatus status(boolean ready) {
    return ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
  }

  private static <T> T answered(Supplier<T> work) {
    try {
      return work.get();
    } catch (RefusedRequestException e) {
      throw switch (e.reason()) {
        case MALFORMED -> error(HttpStatus.BAD_REQUEST, e.detail());
        case UNKNOWN -> error(HttpStatus.NOT_FOUND, e.detail());
        case NO_MODEL -> error(HttpStatus.CONFLICT, e.detail());
        case TOO_LARGE -> error(HttpStatus.CONTENT_TOO_LARGE, e.detail());
        case NOT_READY ->
            error(HttpStatus.SERVICE_UNAVAILABLE, e.detail()).with(HttpHeaders.RETRY_AFTER, "5");
        case OVERLOADED -> PredictController.busy();
      };
    }
  }

  private static ProblemDetailException error(HttpStatus status, String detail) {
    return new ProblemDetailException(status, status.getReasonPhrase(), detail);
  }
}
