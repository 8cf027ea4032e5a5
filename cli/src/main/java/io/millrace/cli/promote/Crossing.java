package io.millrace.cli.promote;

import io.millrace.cli.connect.Answer;
import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Words;
import io.millrace.problem.ProblemName;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A version on its way from one environment to another. */
public record Crossing(
    Environment source, Environment target, ProblemName problem, PrintWriter out, PrintWriter err) {

  private static final String DIGEST = "Millrace-Package-Digest";
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration HEARD_OF = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Lets a version answer in an environment. */
  @FunctionalInterface
  public interface Approval {

    void of(Client client, int version);
  }

  /**
   * @param approval null where somebody else, or its shadow run, decides
   * @return the exit code
   */
  public int promote(int version, boolean dryRun, @Nullable Approval approval) {
    Path parcel = temporary();
    try {
      String digest = source.call(() -> take(version, parcel));
      JsonNode answer = target.call(() -> bring(parcel, digest, dryRun));
      int there = answer.path("version").asInt(0);
      out.println(words(version, there, answer));
      if (approval != null) {
        target.call(() -> approve(there, approval));
      } else {
        next(there, answer);
      }
      return 0;
    } finally {
      delete(parcel);
    }
  }

  private String take(int version, Path parcel) {
    Request request =
        Request.get(Service.TRAINING, Role.DATA_SCIENTIST, packages() + "/" + version)
            .accepting("application/zip");
    CopyProgress progress = new CopyProgress("from " + source.name(), err, System::nanoTime);
    HttpHeaders headers = source.client().download(request, parcel, LONGEST, progress::show);
    return headers
        .firstValue(DIGEST)
        .orElseThrow(() -> CommandFailure.failed("it gave a package without a digest"));
  }

  private JsonNode bring(Path parcel, String digest, boolean dryRun) {
    String query =
        "?digest=%s&from=%s&url=%s&dry-run=%s"
            .formatted(
                encoded(digest), encoded(source.name()), encoded(source.url().toString()), dryRun);
    Request request =
        new Request(
            Service.TRAINING,
            Role.DATA_SCIENTIST,
            "POST",
            packages() + query,
            "application/zip",
            new byte[0],
            "application/json, application/problem+json");
    long all = parcel.toFile().length();
    CopyProgress progress = new CopyProgress("to " + target.name(), err, System::nanoTime);
    return target
        .client()
        .upload(request, parcel, LONGEST, bytes -> progress.show(bytes, all))
        .orFail();
  }

  private String words(int version, int there, JsonNode answer) {
    String what = "version %d of %s in %s".formatted(version, problem, source.name());
    String digest = Words.text(answer.path("digest"));
    return switch (answer.path("outcome").asString("")) {
      case "known" ->
          "%s is version %d of %s already (%s)".formatted(what, there, target.name(), digest);
      case "verified" ->
          "%s is sound in %s, and would be version %d there (%s); nothing was published"
              .formatted(what, target.name(), there, digest);
      default ->
          "%s is version %d of %s: the same bytes (%s), and the same answers to its golden rows"
              .formatted(what, there, target.name(), digest);
    };
  }

  /** What has to happen before it answers. */
  private void next(int version, JsonNode answer) {
    String outcome = answer.path("outcome").asString("");
    if (outcome.equals("known")) {
      out.printf(
          "'millrace models %s --context %s' shows whether it answers%n", problem, target.name());
      return;
    }
    boolean verified = outcome.equals("verified");
    String would = verified ? "would wait" : "waits";
    switch (answer.at("/rollout/mode").asString("")) {
      case "manual" ->
          out.printf(
              "there it %s for a person: millrace promote %s %d --context %s%n",
              would, problem, version, target.name());
      case "shadow" ->
          out.printf(
              "there it %s as a shadow until it is judged: millrace traffic %s --context %s%n",
              verified ? "would run" : "runs", problem, target.name());
      default -> {} // it was made there
    }
  }

  /** Monitoring may hear of a version a moment later than training has it. */
  private boolean approve(int version, Approval approval) {
    Duration left = HEARD_OF;
    while (true) {
      JsonNode rollout = rollout();
      if (rollout.path("champion").asInt(0) == version) {
        out.printf("version %d of %s answers in %s%n", version, problem, target.name());
        return true;
      }
      boolean known =
          rollout.path("registered").values().stream().anyMatch(each -> each.asInt(0) == version);
      if (known || left.isNegative()) {
        approval.of(target.client(), version);
        out.printf(
            "version %d of %s answers in %s from here on%n", version, problem, target.name());
        return true;
      }
      left = left.minus(target.client().hold(PAUSE));
    }
  }

  private JsonNode rollout() {
    Answer answer =
        target
            .client()
            .send(
                Request.get(
                    Service.MONITORING, Role.READER, "/v1/problems/%s/rollout".formatted(problem)));
    return answer.isOk() || answer.isBusy() || answer.status() == 404
        ? answer.body()
        : answer.orFail();
  }

  private String packages() {
    return "/v1/problems/%s/packages".formatted(problem);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("millrace-package-", ".zip");
    } catch (IOException e) {
      throw CommandFailure.failed("no temporary file: " + e.getMessage());
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
