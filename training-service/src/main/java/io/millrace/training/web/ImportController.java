package io.millrace.training.web;

import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Manifest;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.web.Correlation;
import io.millrace.starter.web.ProblemDetailException;
import io.millrace.starter.work.WorkFolder;
import io.millrace.training.TrainingSettings;
import io.millrace.training.register.ModelStore;
import io.millrace.training.run.Adopted;
import io.millrace.training.run.Adoption;
import io.millrace.training.run.Sent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes models that were trained elsewhere. */
@RestController
class ImportController {

  private static final int LONGEST_NAME = 200;

  private final ProblemCatalog catalog;
  private final Lookup lookup;
  private final Adoption adoption;
  private final Path folder;
  private final long largest;

  ImportController(
      ProblemCatalog catalog,
      ModelStore models,
      Adoption adoption,
      WorkFolder folder,
      TrainingSettings settings) {
    this.catalog = catalog;
    this.lookup = new Lookup(catalog, models);
    this.adoption = adoption;
    this.folder = folder.path().resolve("imports");
    this.largest = settings.largestImport().toBytes();
  }

  /**
   * A version that was made of what was brought.
   *
   * @param classes in the order of its probabilities; empty for a number
   * @param metrics on the judged rows; empty where their true values are not known
   * @param naive those of the same answer each time
   */
  record Imported(
      int version,
      String format,
      List<String> classes,
      Metric metric,
      Map<String, Double> metrics,
      Map<String, Double> naive,
      List<String> warnings) {

    static Imported of(Manifest manifest) {
      Manifest.Origin origin = manifest.origin();
      return new Imported(
          manifest.version(),
          origin == null ? "" : origin.format(),
          manifest.classes(),
          manifest.metric(),
          manifest.metrics(),
          manifest.naive(),
          manifest.warnings());
    }
  }

  @PostMapping(path = "/v1/problems/{problem}/models", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Makes a version of a model that was trained elsewhere, if it fits")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      description = "An ONNX or TorchScript file, or an MLflow model folder as a zip file",
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  Imported take(
      @PathVariable("problem") String problem,
      @Parameter(description = "The file's name") @RequestParam(name = "name") String name,
      @Parameter(description = "In the order of its probabilities, where it does not say itself")
          @RequestParam(name = "classes", required = false, defaultValue = "")
          List<String> classes,
      HttpServletRequest request,
      Principal caller) {
    ProblemName stated = lookup.problem(problem);
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new ProblemDetailException(
          HttpStatus.BAD_REQUEST,
          "No name",
          "name: found %d characters; allowed: 1 to %d".formatted(name.length(), LONGEST_NAME));
    }
    Path file = folder.resolve(java.util.UUID.randomUUID().toString());
    try {
      Upload upload = Upload.of(request, Files.createDirectories(folder).resolve(file), largest);
      Sent sent = new Sent(file, name, upload.bytes(), upload.digest(), classes, caller.getName());
      return answer(
          adoption.adopt(catalog.find(stated).orElseThrow(), sent, Correlation.current()));
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + folder, e);
    } finally {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("delete " + file, e);
    }
  }

  private static Imported answer(Adopted adopted) {
    return switch (adopted) {
      case Adopted.Registered(ModelStore.Stored stored, var _) -> Imported.of(stored.manifest());
      case Adopted.Refused(String reason) ->
          throw new ProblemDetailException(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "Model not taken",
              "The model is not taken: %s".formatted(reason));
      case Adopted.Busy() ->
          throw new ProblemDetailException(
                  HttpStatus.TOO_MANY_REQUESTS,
                  "Busy",
                  "Another model is being looked at. Ask again in a few seconds.")
              .with(HttpHeaders.RETRY_AFTER, "5");
    };
  }
}
