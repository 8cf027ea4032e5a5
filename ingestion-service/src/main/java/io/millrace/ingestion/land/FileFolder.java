package io.millrace.ingestion.land;

import io.millrace.message.LandedFile;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.work.WorkFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The landed files in the store, named by the first offset that they hold. */
final class FileFolder {

  private static final Pattern NAME = Pattern.compile(".*/\\d{20}\\.parquet");

  private final BlobStore blobs;
  private final ParquetFiles parquet;
  private final WorkFolder work;

  FileFolder(BlobStore blobs, ParquetFiles parquet, WorkFolder work) {
    this.blobs = blobs;
    this.parquet = parquet;
    this.work = work;
  }

  /**
   * Stores rows as one file; empty where the file's name is taken.
   *
   * @param after how far the source has landed
   */
  Optional<NewFile> create(
      ProblemName name, Source source, long after, List<LandRow> rows, Optional<Problem> problem) {
    long first = rows.getFirst().offset();
    long last = rows.getLast().offset();
    String path = path(name, source, first);
    return keptOnlyIfGiven(
        local -> {
          parquet.write(source, after, rows, problem, local);
          LandedFile landed = landed(path, source, first, last, rows.size(), local);
          return blobs.create(path, local)
              ? Optional.of(
                  new NewFile(source, landed, after, local, rows.getLast().correlationId()))
              : Optional.empty();
        });
  }

  /** The paths of the files that begin beyond an offset, in their order. */
  List<String> beyond(ProblemName name, Source source, long offset) {
    String folder = "problems/%s/%s".formatted(name, source.path());
    List<String> paths =
        offset < 0 ? blobs.list(folder) : blobs.listAfter(folder, path(name, source, offset));
    return paths.stream().filter(path -> NAME.matcher(path).matches()).toList();
  }

  /** Fetches a file and looks into it. */
  NewFile fetch(String path, Source source) {
    return keptOnlyIfGiven(local -> Optional.of(fetched(path, source, local))).orElseThrow();
  }

  private NewFile fetched(String path, Source source, Path local) {
    blobs.download(path, local);
    ParquetFiles.Span span = parquet.inspect(source.kind(), local);
    LandedFile landed =
        landed(path, source, span.firstOffset(), span.lastOffset(), span.rows(), local);
    return new NewFile(source, landed, span.after(), local, span.correlationId());
  }

  void remove(String path) {
    blobs.delete(path);
  }

  /** A store that is away is tried again and again: no try leaves its file on the disk. */
  private Optional<NewFile> keptOnlyIfGiven(Function<Path, Optional<NewFile>> step) {
    Path local = work.path().resolve(UUID.randomUUID() + ".parquet");
    Optional<NewFile> file = Optional.empty();
    try {
      file = step.apply(local);
      return file;
    } finally {
      if (file.isEmpty()) {
        delete(local);
      }
    }
  }

  private static LandedFile landed(
      String path, Source source, long firstOffset, long lastOffset, long rows, Path local) {
    try {
      return new LandedFile(
          path,
          source.kind(),
          source.partition(),
          firstOffset,
          lastOffset,
          rows,
          Files.size(local),
          digest(local));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path local) {
    try {
      Files.deleteIfExists(local);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String path(ProblemName name, Source source, long firstOffset) {
    return "problems/%s/%s%s"
        .formatted(name, source.path(), String.format(Locale.ROOT, "%020d.parquet", firstOffset));
  }

  static long firstOffset(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    return Long.parseLong(file.substring(0, file.indexOf('.')));
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digesting =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digesting.transferTo(OutputStream.nullOutputStream());
      return "sha256:" + HexFormat.of().formatHex(digesting.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
