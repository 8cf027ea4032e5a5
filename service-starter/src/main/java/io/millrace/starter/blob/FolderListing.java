package io.millrace.starter.blob;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The blobs below a folder that come after a path. Of the names that come before it only the name
 * is looked at, which costs a hundredth of asking what kind of file it is.
 */
final class FolderListing {

  private final String after;
  private final List<String> found = new ArrayList<>();

  private FolderListing(String after) {
    this.after = after;
  }

  static List<String> of(Path root, String folder, String after) throws IOException {
    FolderListing listing = new FolderListing(after);
    listing.descend(root.resolve(folder), folder);
    Collections.sort(listing.found);
    return Collections.unmodifiableList(listing.found);
  }

  private void descend(Path directory, String prefix) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        visit(entry, prefix + entry.getFileName());
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return; // no such folder, or gone while it was being listed
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void visit(Path entry, String path) throws IOException {
    if (path.startsWith(FolderBlobStore.OWN)) {
      return;
    }
    String below = path + "/";
    boolean foldersContents = below.compareTo(after) > 0 || after.startsWith(below);
    boolean itself = path.compareTo(after) > 0;
    if (!itself && !foldersContents) {
      return;
    }
    BasicFileAttributes kind;
    try {
      kind = Files.readAttributes(entry, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return; // removed while it was being listed
    }
    if (kind.isDirectory() && foldersContents) {
      descend(entry, below);
    } else if (kind.isRegularFile() && itself) {
      found.add(path);
    }
  }
}
