package io.millrace.training.lineage;

import io.millrace.event.Feature;
import io.millrace.message.LandedFile;
import io.millrace.message.Promotion;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Task;
import io.millrace.scoring.model.Manifest;
import io.millrace.training.register.ModelStore.Stored;
import io.millrace.training.store.RunRecord;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.LifecycleStateChangeDatasetFacet.LifecycleStateChange;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.openlineage.client.OpenLineage.RunFacetsBuilder;
import io.openlineage.client.OpenLineage.SchemaDatasetFacet;
import io.openlineage.client.OpenLineage.SchemaDatasetFacetFields;
import io.openlineage.client.OpenLineage.TagsDatasetFacetFields;
import io.openlineage.client.OpenLineage.TagsRunFacetFields;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Writes attempts at runs as OpenLineage events. */
final class LineageEvents {

  private static final URI PRODUCER = URI.create("urn:millrace:training-service");
  private static final String SOURCE = "MILLRACE";
  private static final int MOST_FILES = 1_000;

  private final OpenLineage lineage = new OpenLineage(PRODUCER);
  private final String namespace;

  LineageEvents(String namespace) {
    this.namespace = namespace;
  }

  /** An attempt: a run of its own to OpenLineage, so that each has one beginning and one end. */
  record Attempt(ProblemName problem, RunRecord record, Map<String, Object> definition) {

    UUID id() {
      RunRecord.Lease lease = record.lease();
      String name =
          "%s/%s/%d/%s"
              .formatted(
                  problem, record.run(), record.attempt(), lease == null ? "" : lease.owner());
      return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
  }

  RunEvent started(Attempt attempt, List<LandedFile> landed, Instant at) {
    return event(
        EventType.START, attempt, inputs(attempt, landed), List.of(), Optional.empty(), at);
  }

  /**
   * @param made the version that it registered; empty where it made none that may serve
   */
  RunEvent complete(Attempt attempt, List<LandedFile> landed, Optional<Manifest> made, Instant at) {
    List<OutputDataset> outputs = made.map(this::output).map(List::of).orElse(List.of());
    return event(
        EventType.COMPLETE, attempt, inputs(attempt, landed), outputs, Optional.empty(), at);
  }

  RunEvent failed(Attempt attempt, String reason, Instant at) {
    return event(EventType.FAIL, attempt, List.of(), List.of(), Optional.of(reason), at);
  }

  RunEvent aborted(Attempt attempt, Instant at) {
    return event(EventType.ABORT, attempt, List.of(), List.of(), Optional.empty(), at);
  }

  /** That a version came from another environment, and by whom. */
  RunEvent promoted(Stored version, Promotion promotion) {
    Manifest manifest = version.manifest();
    String name = manifest.problem() + "/promotion/" + version.manifestDigest();
    return lineage
        .newRunEventBuilder()
        .eventType(EventType.COMPLETE)
        .eventTime(promotion.askedAt().atZone(ZoneOffset.UTC))
        .run(
            lineage.newRun(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                lineage
                    .newRunFacetsBuilder()
                    .processing_engine(
                        lineage.newProcessingEngineRunFacet(version(), "Millrace", null))
                    .tags(lineage.newTagsRunFacet(tags(version, promotion)))
                    .build()))
        .job(
            job(
                "problems/%s/promotion".formatted(manifest.problem()),
                "PROMOTION",
                "Takes models of problem %s from other environments".formatted(manifest.problem())))
        .inputs(List.of(elsewhere(version, promotion)))
        .outputs(List.of(output(manifest)))
        .build();
  }

  private List<TagsRunFacetFields> tags(Stored version, Promotion promotion) {
    return List.of(
        lineage.newTagsRunFacetFields("from", promotion.from(), SOURCE),
        lineage.newTagsRunFacetFields(
            "version_there", Integer.toString(promotion.version()), SOURCE),
        lineage.newTagsRunFacetFields("taken_by", promotion.takenBy(), SOURCE),
        lineage.newTagsRunFacetFields("taken_at", promotion.takenAt().toString(), SOURCE),
        lineage.newTagsRunFacetFields("asked_by", promotion.askedBy(), SOURCE),
        lineage.newTagsRunFacetFields("digest", version.manifestDigest(), SOURCE),
        lineage.newTagsRunFacetFields("run", version.manifest().run(), SOURCE),
        lineage.newTagsRunFacetFields("gate", promotion.rollout().mode().word(), SOURCE));
  }

  private InputDataset elsewhere(Stored version, Promotion promotion) {
    String url = promotion.url();
    return lineage
        .newInputDatasetBuilder()
        .namespace(url == null ? promotion.from() : url)
        .name("problems/%s/models".formatted(version.manifest().problem()))
        .facets(
            lineage
                .newDatasetFacetsBuilder()
                .version(
                    lineage.newDatasetVersionDatasetFacet(Integer.toString(promotion.version())))
                .storage(lineage.newStorageDatasetFacet("millrace", "onnx"))
                .build())
        .build();
  }

  private RunEvent event(
      EventType type,
      Attempt attempt,
      List<InputDataset> inputs,
      List<OutputDataset> outputs,
      Optional<String> error,
      Instant at) {
    return lineage
        .newRunEventBuilder()
        .eventType(type)
        .eventTime(at.atZone(ZoneOffset.UTC))
        .run(run(attempt, error))
        .job(job(attempt.problem()))
        .inputs(inputs)
        .outputs(outputs)
        .build();
  }

  private OpenLineage.Run run(Attempt attempt, Optional<String> error) {
    RunRecord record = attempt.record();
    RunFacetsBuilder facets =
        lineage
            .newRunFacetsBuilder()
            .processing_engine(lineage.newProcessingEngineRunFacet(version(), "Millrace", null))
            .tags(
                lineage.newTagsRunFacet(
                    List.of(
                        lineage.newTagsRunFacetFields("run", record.run(), SOURCE),
                        lineage.newTagsRunFacetFields(
                            "attempt", Integer.toString(record.attempt()), SOURCE),
                        lineage.newTagsRunFacetFields(
                            "cause", record.cause().kind().name(), SOURCE),
                        lineage.newTagsRunFacetFields(
                            "correlation_id", record.correlationId(), SOURCE))));
    error.ifPresent(
        reason -> facets.errorMessage(lineage.newErrorMessageRunFacet(reason, "JAVA", null)));
    return lineage.newRun(attempt.id(), facets.build());
  }

  private static String version() {
    String version = LineageEvents.class.getPackage().getImplementationVersion();
    return version == null ? "unreleased" : version;
  }

  private OpenLineage.Job job(ProblemName problem) {
    return job(
        "problems/%s/training".formatted(problem),
        "TRAINING",
        "Trains the model of problem " + problem);
  }

  private OpenLineage.Job job(String name, String type, String description) {
    return lineage
        .newJobBuilder()
        .namespace(namespace)
        .name(name)
        .facets(
            lineage
                .newJobFacetsBuilder()
                .jobType(
                    lineage
                        .newJobTypeJobFacetBuilder()
                        .processingType("BATCH")
                        .integration(SOURCE)
                        .jobType(type)
                        .build())
                .documentation(
                    lineage.newDocumentationJobFacetBuilder().description(description).build())
                .build())
        .build();
  }

  private List<InputDataset> inputs(Attempt attempt, List<LandedFile> landed) {
    List<InputDataset> inputs = new ArrayList<>();
    for (LandedFile.Kind kind : LandedFile.Kind.values()) {
      List<LandedFile> files = landed.stream().filter(file -> file.kind() == kind).toList();
      if (!files.isEmpty()) {
        inputs.add(input(attempt, kind, files));
      }
    }
    return inputs;
  }

  private InputDataset input(Attempt attempt, LandedFile.Kind kind, List<LandedFile> files) {
    long rows = files.stream().mapToLong(LandedFile::rows).sum();
    long bytes = files.stream().mapToLong(LandedFile::bytes).sum();
    return lineage
        .newInputDatasetBuilder()
        .namespace(namespace)
        .name("problems/%s/%s".formatted(attempt.problem(), folder(kind)))
        .facets(
            lineage
                .newDatasetFacetsBuilder()
                .version(
                    lineage.newDatasetVersionDatasetFacet(Long.toString(attempt.record().asset())))
                .schema(schema(attempt, kind))
                .storage(lineage.newStorageDatasetFacet("millrace", "parquet"))
                .build())
        .inputFacets(
            lineage
                .newInputDatasetInputFacetsBuilder()
                .dataQualityMetrics(
                    lineage
                        .newDataQualityMetricsInputDatasetFacetBuilder()
                        .rowCount(rows)
                        .bytes(bytes)
                        .fileCount((long) files.size())
                        .columnMetrics(
                            lineage
                                .newDataQualityMetricsInputDatasetFacetColumnMetricsBuilder()
                                .build())
                        .build())
                .inputStatistics(
                    lineage.newInputStatisticsInputDatasetFacet(rows, bytes, (long) files.size()))
                .subset(
                    lineage
                        .newInputSubsetInputDatasetFacetBuilder()
                        .inputCondition(
                            lineage.newLocationSubsetCondition(
                                files.stream().limit(MOST_FILES).map(LandedFile::path).toList()))
                        .build())
                .build())
        .build();
  }

  private static String folder(LandedFile.Kind kind) {
    return switch (kind) {
      case EVENTS -> "data";
      case GROUND_TRUTH -> "ground-truth";
    };
  }

  private SchemaDatasetFacet schema(Attempt attempt, LandedFile.Kind kind) {
    List<SchemaDatasetFacetFields> fields = new ArrayList<>();
    fields.add(field("event_id", "string"));
    switch (kind) {
      case EVENTS -> {
        fields.add(field("event_time", "timestamp"));
        Features.of(attempt.definition())
            .forEach(feature -> fields.add(field(feature.name(), type(feature))));
      }
      case GROUND_TRUTH -> fields.add(field("value", "string"));
    }
    return lineage.newSchemaDatasetFacet(fields);
  }

  private static String type(Feature feature) {
    return switch (feature) {
      case Feature.Number _ -> "number";
      case Feature.Category _ -> "category";
      case Feature.Bool _ -> "boolean";
    };
  }

  private SchemaDatasetFacetFields field(String name, String type) {
    return lineage.newSchemaDatasetFacetFieldsBuilder().name(name).type(type).build();
  }

  private OutputDataset output(Manifest manifest) {
    List<SchemaDatasetFacetFields> fields = new ArrayList<>();
    if (manifest.task() == Task.CLASSIFICATION) {
      manifest.classes().forEach(name -> fields.add(field("probability of " + name, "number")));
    } else {
      fields.add(field(manifest.target(), "number"));
    }
    List<TagsDatasetFacetFields> tags = new ArrayList<>();
    tags.add(tag("algorithm", manifest.algorithm()));
    manifest.digests().forEach((file, digest) -> tags.add(tag("digest of " + file, digest)));
    manifest.metrics().forEach((metric, value) -> tags.add(tag(metric, value.toString())));
    return lineage
        .newOutputDatasetBuilder()
        .namespace(namespace)
        .name("problems/%s/models".formatted(manifest.problem()))
        .facets(
            lineage
                .newDatasetFacetsBuilder()
                .version(
                    lineage.newDatasetVersionDatasetFacet(Integer.toString(manifest.version())))
                .schema(lineage.newSchemaDatasetFacet(fields))
                .storage(lineage.newStorageDatasetFacet("millrace", "onnx"))
                .lifecycleStateChange(
                    lineage
                        .newLifecycleStateChangeDatasetFacetBuilder()
                        .lifecycleStateChange(LifecycleStateChange.CREATE)
                        .build())
                .tags(lineage.newTagsDatasetFacet(tags))
                .build())
        .build();
  }

  private TagsDatasetFacetFields tag(String key, String value) {
    return lineage.newTagsDatasetFacetFieldsBuilder().key(key).value(value).source(SOURCE).build();
  }
}
