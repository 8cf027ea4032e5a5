package io.millrace.training.promote;

import io.millrace.message.Completeness;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A package on its way: a zip file of its files, and of what their environment says of them. */
final class Parcel {

  static final String DEPARTURE = "departure.json";

  private static final long LARGEST_DEPARTURE = 1 << 20;
  private static final int LONGEST_CHAIN = 20;

  private static final Set<String> NAMES =
      Stream.concat(
              Stream.of(DEPARTURE, ModelPackage.MANIFEST, ModelPackage.PROGRAM),
              ModelPackage.CONTENTS.stream())
          .collect(Collectors.toUnmodifiableSet());

  private Parcel() {}

  /** What came out of a parcel. */
  sealed interface Opened {

    record Unpacked(Departure departure) implements Opened {}

    /**
     * @param reason a plain sentence part
     */
    record Unfit(String reason) implements Opened {}
  }

  /**
   * @param folder that holds the package's files
   */
  static void pack(Path folder, List<String> files, Departure departure, Path zip) {
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      begin(entries, DEPARTURE);
      entries.write(PackageJson.write(departure));
      entries.closeEntry();
      for (String file : files) {
        begin(entries, file);
        Files.copy(folder.resolve(file), entries);
        entries.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("pack " + folder, e);
    }
  }

  private static void begin(ZipOutputStream entries, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    entries.putNextEntry(entry);
  }

  /**
   * Unpacks the files that a package has, by their names alone and each up to its size.
   *
   * @param folder which is there, and empty
   */
  static Opened open(Path zip, Path folder) {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Optional<String> strange =
          file.stream().map(ZipEntry::getName).filter(name -> !NAMES.contains(name)).findFirst();
      if (strange.isPresent()) {
        return new Opened.Unfit("it holds a file '%s'".formatted(shown(strange.get())));
      }
      for (String name : NAMES) {
        ZipEntry entry = file.getEntry(name);
        if (entry != null && !copy(file, entry, folder.resolve(name))) {
          return new Opened.Unfit("its %s is larger than %d bytes".formatted(name, largest(name)));
        }
      }
      return departure(folder.resolve(DEPARTURE));
    } catch (ZipException e) {
      return new Opened.Unfit("it is no zip file: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("unpack " + zip, e);
    }
  }

  private static boolean copy(ZipFile file, ZipEntry entry, Path to) throws IOException {
    long left = largest(entry.getName());
    byte[] piece = new byte[1 << 16];
    try (InputStream in = file.getInputStream(entry);
        OutputStream out = Files.newOutputStream(to)) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        left -= n;
        if (left < 0) {
          return false;
        }
        out.write(piece, 0, n);
      }
    }
    return true;
  }

  private static Opened departure(Path file) throws IOException {
    if (Files.notExists(file)) {
      return new Opened.Unfit("it has no " + DEPARTURE);
    }
    try {
      Departure departure = PackageJson.read(Files.readAllBytes(file), Departure.class);
      Optional<String> missing = Completeness.missing(departure);
      if (missing.isPresent()) {
        return new Opened.Unfit("in its %s %s is missing".formatted(DEPARTURE, missing.get()));
      }
      return isTooLong(departure)
          ? new Opened.Unfit("it came through more than %d environments".formatted(LONGEST_CHAIN))
          : new Opened.Unpacked(departure);
    } catch (IllegalArgumentException e) {
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("malformed");
      return new Opened.Unfit("its %s is %s".formatted(DEPARTURE, first));
    }
  }

  private static boolean isTooLong(Departure departure) {
    int length = 0;
    for (var each = departure.before(); each != null; each = each.before()) {
      length++;
    }
    return length > LONGEST_CHAIN;
  }

  private static long largest(String name) {
    return name.equals(DEPARTURE) ? LARGEST_DEPARTURE : ModelPackage.largest(name);
  }

  private static String shown(String name) {
    return name.length() > 100 ? name.substring(0, 100) + "…" : name;
  }
}
