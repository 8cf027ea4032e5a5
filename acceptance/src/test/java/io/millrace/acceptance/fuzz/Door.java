package io.millrace.acceptance.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * An address of a running service that takes bodies.
 *
 * @param problem that it is about; each door has its own, so that what came in can be counted
 * @param statuses that are documented
 */
record Door(
    String name,
    String service,
    String method,
    String problem,
    String path,
    String role,
    String mediaType,
    boolean packed,
    List<byte[]> seeds,
    List<String> words,
    Set<Integer> statuses) {

  private static final Set<Integer> TAKES_ROWS = Set.of(202, 400, 413, 415, 429, 503);
  private static final Set<Integer> TAKES_FILES = Set.of(200, 201, 400, 413, 415, 429, 503);
  private static final Set<Integer> ANSWERS = Set.of(200, 400, 413, 415, 429, 503);

  static List<Door> all() {
    return List.of(
        file("problem-file-yaml", "application/yaml", Samples.problemFiles()),
        file("problem-file-json", "application/json", Samples.problemFilesAsJson()),
        events("events-json", "application/json", false, Samples.json()),
        events("events-json-gzip", "application/json", true, Samples.json()),
        events("events-ndjson", "application/x-ndjson", false, Samples.ndjson()),
        events("events-ndjson-gzip", "application/x-ndjson", true, Samples.ndjson()),
        events("events-csv", "text/csv", false, Samples.csv()),
        events("events-csv-gzip", "text/csv", true, Samples.csv()),
        events("cloudevents", "application/cloudevents+json", false, Samples.cloudEvents()),
        events("cloudevents-gzip", "application/cloudevents+json", true, Samples.cloudEvents()),
        events(
            "cloudevents-batch",
            "application/cloudevents-batch+json",
            false,
            Samples.cloudEvents()),
        events("cloudevents-binary", "application/json", false, new BinaryCloudEvents().seeds()),
        truths("ground-truth", "application/json"),
        truths("ground-truth-csv", "text/csv"),
        new Door(
            "predict",
            "inference",
            "POST",
            ServedModel.PROBLEM,
            "/predict",
            "application",
            "application/json",
            false,
            ServedModel.rows(),
            Words.ROWS,
            ANSWERS));
  }

  private static Door file(String name, String mediaType, List<byte[]> seeds) {
    return new Door(
        name,
        "ingestion",
        "PUT",
        "pumps",
        "",
        "data-scientist",
        mediaType,
        false,
        seeds,
        Words.PROBLEM_FILE,
        TAKES_FILES);
  }

  private static Door events(String name, String mediaType, boolean packed, List<byte[]> seeds) {
    return new Door(
        name,
        "ingestion",
        "POST",
        "fuzz-" + name,
        "/events",
        "device",
        mediaType,
        packed,
        seeds,
        Words.ROWS,
        TAKES_ROWS);
  }

  private static Door truths(String name, String mediaType) {
    return new Door(
        name,
        "ingestion",
        "POST",
        "fuzz-" + name,
        "/ground-truth",
        "device",
        mediaType,
        false,
        Samples.truths(),
        Words.ROWS,
        TAKES_ROWS);
  }

  boolean takesRows() {
    return statuses == TAKES_ROWS;
  }

  /** Whether attributes come before the data of an input, and go into headers. */
  boolean isBinary() {
    return name.equals("cloudevents-binary");
  }

  String address() {
    return "/v1/problems/" + problem + path;
  }

  Map<String, String> headers() {
    return packed ? Map.of("Content-Encoding", "gzip") : Map.of();
  }

  static byte[] zipped(byte[] input) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }
}
