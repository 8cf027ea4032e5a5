package io.millrace.inference.protocol;

import io.millrace.event.Feature;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import java.util.List;

/**
 * What a model takes and gives.
 *
 * @param versions that may be asked for
 * @param inputs in the order of a matrix's columns
 */
public record ModelMetadata(
    String name,
    List<String> versions,
    String platform,
    List<TensorMetadata> inputs,
    List<TensorMetadata> outputs) {

  /** Of the names that the protocol has for platforms. */
  private static final String ONNX = "onnx_onnxv1";

  private static final String TORCHSCRIPT = "pytorch_torchscript";

  private static final long ANY = -1;

  /**
   * @param shape with -1 for a side of any size
   * @param optional whether a request may come without it
   * @param classes that the columns are of; empty where it has no such columns
   */
  public record TensorMetadata(
      String name, Datatype datatype, List<Long> shape, boolean optional, List<String> classes) {}

  /**
   * @param versions that serve
   */
  static ModelMetadata of(Manifest manifest, List<Integer> versions) {
    return new ModelMetadata(
        manifest.problem().value(),
        versions.stream().map(String::valueOf).toList(),
        manifest.digests().containsKey(ModelPackage.PROGRAM) ? TORCHSCRIPT : ONNX,
        manifest.schema().features().stream().map(ModelMetadata::input).toList(),
        outputs(manifest));
  }

  private static TensorMetadata input(Feature feature) {
    Datatype datatype =
        switch (feature) {
          case Feature.Number _ -> Datatype.FP64;
          case Feature.Category _ -> Datatype.BYTES;
          case Feature.Bool _ -> Datatype.BOOL;
        };
    return new TensorMetadata(
        feature.name(), datatype, List.of(ANY), feature.optional(), List.of());
  }

  private static List<TensorMetadata> outputs(Manifest manifest) {
    List<String> classes = manifest.classes();
    return switch (manifest.task()) {
      case CLASSIFICATION ->
          List.of(
              new TensorMetadata(Outputs.LABEL, Datatype.BYTES, List.of(ANY), false, List.of()),
              new TensorMetadata(
                  Outputs.PROBABILITIES,
                  Datatype.FP64,
                  List.of(ANY, (long) classes.size()),
                  false,
                  classes));
      case REGRESSION ->
          List.of(new TensorMetadata(Outputs.VALUE, Datatype.FP64, List.of(ANY), false, List.of()));
      case FORECASTING -> throw new IllegalArgumentException("Series have no tensors");
    };
  }
}
