package io.millrace.ingestion.land;

import io.millrace.message.LandedFile;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.function.Function;

/** The landed files in the store, named by the first offset that they hold. */
final class FileFolder {

  private final BlobStore blobs;
  private final ParquetFiles parquet;

  FileFolder(BlobStore blobs, ParquetFiles parquet) {
    this.blobs = blobs;
    this.parquet = parquet;
  }

  /** Stores rows as one file; empty where the file's name is taken, and so the rows have landed. */
  Optional<NewFile> create(
      ProblemName name, Source source, List<LandRow> rows, Optional<Problem> problem) {
    long first = rows.getFirst().offset();
    long last = rows.getLast().offset();
    String path = path(name, source, first);
    return keptOnlyIfGiven(
        local -> {
          parquet.write(source, rows, problem, local);
          LandedFile landed = landed(path, source, first, last, rows.size(), local);
          return blobs.create(path, local)
              ? Optional.of(new NewFile(landed, local, rows.getLast().correlationId()))
              : Optional.empty();
        });
  }

  /** The files that begin beyond an offset, fetched and looked into. */
  List<NewFile> beyond(ProblemName name, Source source, long offset) {
    return blobs.list("problems/%s/%s".formatted(name, source.path())).stream()
        .filter(path -> firstOffset(path) > offset)
        .flatMap(path -> keptOnlyIfGiven(local -> fetched(path, source, local)).stream())
        .toList();
  }

  private Optional<NewFile> fetched(String path, Source source, Path local) {
    blobs.download(path, local);
    ParquetFiles.Span span = parquet.inspect(source.kind(), local);
    return Optional.of(
        new NewFile(
            landed(path, source, span.firstOffset(), span.lastOffset(), span.rows(), local),
            local,
            span.correlationId()));
  }

  /** A store that is away is tried again and again: no try leaves its file on the disk. */
  private static Optional<NewFile> keptOnlyIfGiven(Function<Path, Optional<NewFile>> step) {
    Path local = temporary();
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

  private static Path temporary() {
    try {
      return Files.createTempFile("millrace-landing-", ".parquet");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String path(ProblemName name, Source source, long firstOffset) {
    return "problems/%s/%s%s"
        .formatted(name, source.path(), String.format(Locale.ROOT, "%020d.parquet", firstOffset));
  }

  private static long firstOffset(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    return Long.parseLong(file.substring(0, file.indexOf('.')));
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digesting =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digesting.transferTo(java.io.OutputStream.nullOutputStream());
      return "sha256:" + HexFormat.of().formatHex(digesting.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
