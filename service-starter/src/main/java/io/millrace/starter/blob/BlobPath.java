package io.millrace.starter.blob;

import java.util.regex.Pattern;

/** Which paths there are, alike in every store. */
final class BlobPath {

  private static final int MAX_LENGTH = 1000;
  private static final int MAX_PART = 200;
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9._-]+");

  private BlobPath() {}

  /**
   * @throws IllegalArgumentException when it is none
   */
  static String check(String path) {
    if (path.length() > MAX_LENGTH) {
      throw refused(path, "at most %d characters".formatted(MAX_LENGTH));
    }
    for (String part : path.split("/", -1)) {
      checkPart(path, part);
    }
    return path;
  }

  /** Checks a folder, which ends in {@code /}, or is empty for the whole store. */
  static String checkFolder(String folder) {
    if (folder.isEmpty()) {
      return folder;
    }
    if (!folder.endsWith("/")) {
      throw refused(folder, "a folder ends in /");
    }
    check(folder.substring(0, folder.length() - 1));
    return folder;
  }

  private static void checkPart(String path, String part) {
    if (!PART.matcher(part).matches() || part.length() > MAX_PART) {
      throw refused(
          path,
          "parts of 1 to %d letters, digits, '.', '_' and '-', with '/' between"
              .formatted(MAX_PART));
    }
    if (part.equals(".") || part.equals("..")) {
      throw refused(path, "no parts '.' and '..'");
    }
  }

  private static IllegalArgumentException refused(String path, String allowed) {
    String shown = path.length() > 200 ? path.substring(0, 200) + "…" : path;
    return new IllegalArgumentException(
        "'%s' is no blob path; allowed: %s".formatted(shown, allowed));
  }
}
