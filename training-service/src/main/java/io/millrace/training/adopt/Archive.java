package io.millrace.training.adopt;

import io.millrace.training.adopt.ForeignFile.Pickles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A zip file: an MLflow model folder, or what PyTorch writes. Only what is needed is read, by its
 * name and up to a size; nothing is unpacked to the disk.
 */
record Archive(ZipFile zip, List<String> names) {

  private static final int MOST_FILES = 10_000;
  private static final long LARGEST_TEXT = 1 << 20;
  private static final String MLFLOW = "MLmodel";

  static ForeignFile read(Path file) throws IOException, UnfitException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MOST_FILES) {
        throw new UnfitException("it holds more than %d files".formatted(MOST_FILES));
      }
      Archive archive = new Archive(zip, zip.stream().map(ZipEntry::getName).toList());
      Optional<String> mlflow = archive.find(MLFLOW);
      return mlflow.isPresent() ? archive.mlflow(mlflow.get()) : archive.torch(file);
    }
  }

  /** The file of a name at the top, or in the one folder there. */
  private Optional<String> find(String name) {
    return names.stream()
        .filter(
            each ->
                each.equals(name)
                    || each.endsWith("/" + name) && each.indexOf('/') == each.lastIndexOf('/'))
        .findFirst();
  }

  private ForeignFile torch(Path file) throws IOException, UnfitException {
    Optional<String> data = find("data.pkl");
    if (data.isEmpty()) {
      throw new UnfitException(
          "it is a zip file, and neither an MLflow model (it has no MLmodel) nor TorchScript. "
              + Pickles.INSTEAD);
    }
    String root = data.get().substring(0, data.get().length() - "data.pkl".length());
    if (names.stream().noneMatch(name -> name.startsWith(root + "code/"))) {
      throw new UnfitException(
          "it was written by torch.save, which pickles: to read it is to run whatever code is in it. Save the model with torch.jit.save(torch.jit.script(model), file), or export it to ONNX.");
    }
    requireSmall(Files.size(file));
    return new ForeignFile.TorchScript(Files.readAllBytes(file), "torchscript");
  }

  private ForeignFile mlflow(String description) throws IOException, UnfitException {
    String root = description.substring(0, description.length() - MLFLOW.length());
    String text = new String(content(description, LARGEST_TEXT), StandardCharsets.UTF_8);
    MlflowModel model = MlflowModel.read(text);
    if (model.onnx().isPresent()) {
      String data = model.onnx().get();
      String file = names.contains(root + data) ? root + data : root + data + "/model.onnx";
      return new ForeignFile.Onnx(content(file, ForeignFile.LARGEST), "mlflow, onnx");
    }
    if (model.torch().isPresent()) {
      return torchWithin(content(root + model.torch().get() + "/model.pth", ForeignFile.LARGEST));
    }
    throw new UnfitException(
        "it is an MLflow model of the flavours %s, which are pickles: to read one is to run whatever code is in it. Log the model with mlflow.onnx.log_model, or mlflow.pytorch.log_model of a scripted module."
            .formatted(model.flavours()));
  }

  private static ForeignFile torchWithin(byte[] program) throws IOException, UnfitException {
    Path copy = Files.createTempFile("model", ".pth");
    try {
      Files.write(copy, program);
      return switch (ForeignFile.of(copy, "model.pth")) {
        case ForeignFile.TorchScript(byte[] same, _) ->
            new ForeignFile.TorchScript(same, "mlflow, torchscript");
        case ForeignFile.Onnx _ ->
            new ForeignFile.Refused("its model.pth is no TorchScript. " + Pickles.INSTEAD);
        case ForeignFile.Refused refused -> refused;
      };
    } finally {
      Files.delete(copy);
    }
  }

  private byte[] content(String name, long largest) throws IOException, UnfitException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null || entry.isDirectory()) {
      throw new UnfitException("its %s names %s, which is not there".formatted(MLFLOW, name));
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] content = in.readNBytes((int) Math.min(largest + 1, Integer.MAX_VALUE - 16));
      if (content.length > largest) {
        throw new UnfitException("%s is larger than %d bytes".formatted(name, largest));
      }
      return content;
    }
  }

  private static void requireSmall(long size) throws UnfitException {
    if (size > ForeignFile.LARGEST) {
      throw new UnfitException("it is larger than %d MB".formatted(ForeignFile.LARGEST >> 20));
    }
  }
}
