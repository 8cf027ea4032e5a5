package io.millrace.training.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.message.Promotion;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.web.Correlation;
import io.millrace.starter.web.ProblemDetailException;
import io.millrace.starter.work.WorkFolder;
import io.millrace.training.TrainingSettings;
import io.millrace.training.promote.Exchange;
import io.millrace.training.promote.Offer;
import io.millrace.training.promote.Outcome;
import io.millrace.training.register.ModelStore;
import io.millrace.training.register.ModelStore.Stored;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Gives packages to other environments, and takes theirs. */
@RestController
@RequestMapping("/v1/problems/{problem}/packages")
class PackageController {

  /** The digest of the manifest, which vouches for the rest. */
  static final String DIGEST = "Millrace-Package-Digest";

  private static final MediaType ZIP = MediaType.parseMediaType("application/zip");
  private static final Pattern SHA_256 = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final Pattern ADDRESS = Pattern.compile("https?://[!-~]{1,500}");
  private static final int AT_A_TIME = 2;

  private final ProblemCatalog catalog;
  private final Lookup lookup;
  private final Exchange exchange;
  private final Path folder;
  private final long largest;
  private final Semaphore giving = new Semaphore(AT_A_TIME);

  PackageController(
      ProblemCatalog catalog,
      ModelStore models,
      Exchange exchange,
      WorkFolder folder,
      TrainingSettings settings) {
    this.catalog = catalog;
    this.lookup = new Lookup(catalog, models);
    this.exchange = exchange;
    this.folder = folder.path().resolve("parcels");
    this.largest = settings.largestImport().toBytes();
  }

  /**
   * What became of a package.
   *
   * @param version its number here, or the one that it would have
   * @param outcome {@code registered}, {@code known} (it was a version already) or {@code verified}
   *     (it was only looked at)
   * @param rollout what it has to pass; null where it was made or brought here
   * @param promotion null where it was only looked at, or made or brought here
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Taken(
      ProblemName problem,
      int version,
      String outcome,
      String digest,
      String run,
      @Nullable Rollout rollout,
      @Nullable Promotion promotion) {}

  @GetMapping(path = "/{version}", produces = "application/zip")
  @Operation(
      summary = "Gives a version's package out as it is",
      description =
          "A zip file of its files, and of departure.json, which says who took it out. The header"
              + " Millrace-Package-Digest vouches for its manifest, which vouches for the rest.")
  void give(
      @PathVariable("problem") String problem,
      @PathVariable("version") int version,
      Principal caller,
      HttpServletResponse response) {
    Stored stored = lookup.model(problem, version);
    if (!giving.tryAcquire()) {
      throw busy("Other packages are being given out.");
    }
    Path file = folder.resolve(UUID.randomUUID().toString());
    try {
      Files.createDirectories(folder);
      Optional<String> unsound = exchange.give(stored, caller.getName(), file);
      if (unsound.isPresent()) {
        throw refused("Package unsound", "Version %d".formatted(version), unsound.get());
      }
      response.setContentType(ZIP.toString());
      response.setContentLengthLong(Files.size(file));
      response.setHeader(DIGEST, stored.manifestDigest());
      response.setHeader(
          HttpHeaders.CONTENT_DISPOSITION,
          "attachment; filename=\"%s-%d.zip\"".formatted(problem, version));
      Files.copy(file, response.getOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException("give " + file, e);
    } finally {
      giving.release();
      delete(file);
    }
  }

  @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Takes a package from another environment, as the same bytes",
      description =
          "Every digest is checked, the problem compared with the one that is stated here, and the"
              + " golden rows are scored. Then it has the next number, and waits for a person, or"
              + " runs as a shadow, as deploy.promotion.gate says.")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      description = "The zip file, as the other environment gave it out",
      required = true,
      content =
          @Content(
              mediaType = "application/zip",
              schema = @Schema(type = "string", format = "binary")))
  ResponseEntity<Taken> take(
      @PathVariable("problem") String problem,
      @Parameter(description = "The other environment's Millrace-Package-Digest")
          @RequestParam(name = "digest")
          String digest,
      @Parameter(description = "What the other environment is called") @RequestParam(name = "from")
          String from,
      @Parameter(description = "Where its training answers")
          @RequestParam(name = "url", required = false)
          @Nullable String url,
      @Parameter(description = "Only look at it")
          @RequestParam(name = "dry-run", required = false, defaultValue = "false")
          boolean dryRun,
      HttpServletRequest request,
      Principal caller) {
    Problem stated = catalog.find(lookup.problem(problem)).orElseThrow().problem();
    require(SHA_256, "digest", digest, "sha256: and 64 hexadecimal digits");
    require(NAME, "from", from, "1 to 63 letters, digits, '.', '_' and '-'");
    if (url != null) {
      require(ADDRESS, "url", url, "http://… or https://…");
    }
    Path file = folder.resolve(UUID.randomUUID().toString());
    try {
      Files.createDirectories(folder);
      Upload _ = Upload.of(request, file, largest);
      Offer offer = new Offer(file, digest, from, url, caller.getName(), dryRun);
      return answer(exchange.take(stated, offer, Correlation.current()));
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + folder, e);
    } finally {
      delete(file);
    }
  }

  private static ResponseEntity<Taken> answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Here(Stored stored, boolean before) ->
          ResponseEntity.status(before ? HttpStatus.OK : HttpStatus.CREATED)
              .body(taken(stored, before));
      case Outcome.Fits fits -> ResponseEntity.ok(taken(fits));
      case Outcome.Refused(String reason) ->
          throw refused("Package not taken", "The package is not taken", reason);
      case Outcome.Busy() -> throw busy("Another package is being looked at.");
    };
  }

  private static Taken taken(Stored stored, boolean before) {
    Promotion promotion = stored.promotion();
    return new Taken(
        stored.manifest().problem(),
        stored.manifest().version(),
        before ? "known" : "registered",
        stored.manifestDigest(),
        stored.manifest().run(),
        promotion == null ? null : promotion.rollout(),
        promotion);
  }

  private static Taken taken(Outcome.Fits fits) {
    return new Taken(
        fits.problem(),
        fits.version(),
        "verified",
        fits.digest(),
        fits.run(),
        fits.rollout(),
        null);
  }

  private static void require(Pattern pattern, String name, String found, String allowed) {
    if (!pattern.matcher(found).matches()) {
      String shown = found.length() > 100 ? found.substring(0, 100) + "…" : found;
      throw new ProblemDetailException(
          HttpStatus.BAD_REQUEST,
          "Bad parameter",
          "%s: found '%s'; allowed: %s".formatted(name, shown, allowed));
    }
  }

  private static ProblemDetailException refused(String title, String what, String reason) {
    return new ProblemDetailException(
        HttpStatus.UNPROCESSABLE_CONTENT, title, "%s: %s".formatted(what, reason));
  }

  private static ProblemDetailException busy(String why) {
    return new ProblemDetailException(
            HttpStatus.TOO_MANY_REQUESTS, "Busy", why + " Ask again in a few seconds.")
        .with(HttpHeaders.RETRY_AFTER, "5");
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("delete " + file, e);
    }
  }
}
