package io.millrace.training.register;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/** What trains here, by name and version: the build writes them down. */
public final class Libraries {

  private static final String FILE = "/training-libraries.properties";

  private Libraries() {}

  public static Map<String, String> versions() {
    Properties properties = new Properties();
    try (InputStream file = Libraries.class.getResourceAsStream(FILE)) {
      properties.load(Objects.requireNonNull(file, FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
    Map<String, String> versions = new TreeMap<>();
    properties.forEach((name, version) -> versions.put(name.toString(), version.toString()));
    versions.put("java", Runtime.version().toString());
    versions.put("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return versions;
  }
}
