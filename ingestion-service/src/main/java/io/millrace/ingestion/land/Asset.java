package io.millrace.ingestion.land;

import io.millrace.message.LandedFile;
import io.millrace.message.LandedFile.Kind;
import io.millrace.problem.ProblemName;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A version of what has landed for a problem. Versions follow one another without a gap, so each
 * adds its files to those of all before it.
 *
 * @param files the new ones
 * @param totalRows events landed, these included; likewise the other totals
 * @param profile of the new files, by column
 * @param positions the last offset listed, by source ({@code data/0}): a file beyond it is not
 *     listed yet
 */
public record Asset(
    ProblemName problem,
    long version,
    List<LandedFile> files,
    long totalRows,
    long totalLabels,
    long totalFiles,
    Map<String, ColumnProfile> profile,
    Map<String, Long> positions,
    Instant createdAt,
    String correlationId) {

  public Asset {
    files = List.copyOf(files);
    profile = Map.copyOf(profile);
    positions = Map.copyOf(positions);
  }

  /** Before the first. */
  static Asset none(ProblemName problem) {
    return new Asset(problem, 0, List.of(), 0, 0, 0, Map.of(), Map.of(), Instant.EPOCH, "");
  }

  /** The last offset of a source that is listed; -1 where none is. */
  long position(Source source) {
    return positions.getOrDefault(source.name(), -1L);
  }

  Asset next(
      Collection<NewFile> added,
      Map<String, ColumnProfile> addedProfile,
      Instant now,
      String correlation) {
    Map<String, Long> moved = new HashMap<>(positions);
    for (NewFile file : added) {
      moved.merge(file.source().name(), file.landed().lastOffset(), Math::max);
    }
    List<LandedFile> landed = added.stream().map(NewFile::landed).toList();
    return new Asset(
        problem,
        version + 1,
        landed,
        totalRows + rows(landed, Kind.EVENTS),
        totalLabels + rows(landed, Kind.GROUND_TRUTH),
        totalFiles + added.size(),
        addedProfile,
        moved,
        now,
        correlation);
  }

  private static long rows(List<LandedFile> files, Kind kind) {
    return files.stream().filter(file -> file.kind() == kind).mapToLong(LandedFile::rows).sum();
  }
}
