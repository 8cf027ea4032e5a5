package io.millrace.training.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.training.Zip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignFileTest {

  private static final byte[] GRAPH = Graphs.linear("X", "y", new float[] {1}).bytes();
  private static final String ONNX_FLAVOUR =
      "flavors:\n  onnx:\n    data: %s\n  python_function:\n    loader_module: mlflow.onnx\n";

  @TempDir private Path folder;

  @Test
  void takesAGraph() throws IOException {
    assertThat(of("m.onnx", GRAPH))
        .isInstanceOfSatisfying(
            ForeignFile.Onnx.class,
            onnx -> {
              assertThat(onnx.graph()).isEqualTo(GRAPH);
              assertThat(onnx.format()).isEqualTo("onnx");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "model/"})
  void takesAnMlflowModelThatHoldsOne(String root) throws IOException {
    byte[] zip =
        Zip.of(
            Map.of(
                root + "MLmodel",
                utf8(ONNX_FLAVOUR.formatted("model.onnx")),
                root + "model.onnx",
                GRAPH));

    assertThat(of("m.zip", zip))
        .isInstanceOfSatisfying(
            ForeignFile.Onnx.class,
            onnx -> {
              assertThat(onnx.graph()).isEqualTo(GRAPH);
              assertThat(onnx.format()).isEqualTo("mlflow, onnx");
            });
  }

  @Test
  void refusesPickles() throws IOException {
    assertThat(reason("m.bin", new byte[] {(byte) 0x80, 4, (byte) 0x95, 0})).contains("pickle");
    assertThat(reason("m.joblib", new byte[] {0x78, 1})).contains("pickle").contains("skl2onnx");
    assertThat(reason("m.pt", Zip.of(Map.of("m/data.pkl", new byte[] {(byte) 0x80, 2}))))
        .contains("torch.save")
        .contains("torch.jit.save");
  }

  @Test
  void refusesMlflowModelsThatArePickles() throws IOException {
    byte[] zip =
        Zip.of(
            Map.of(
                "MLmodel",
                utf8(
                    "flavors:\n  sklearn:\n    pickled_model: model.pkl\n  python_function:\n    model_path: model.pkl\n"),
                "model.pkl",
                new byte[] {(byte) 0x80, 4}));

    assertThat(reason("m.zip", zip)).contains("[python_function, sklearn]").contains("mlflow.onnx");
  }

  @Test
  void refusesMlflowModelsThatAreCodeOfTheirOwn() throws IOException {
    byte[] zip =
        Zip.of(
            Map.of(
                "MLmodel",
                utf8(
                    "flavors:\n  python_function:\n    cloudpickle_version: 3.1.1\n    loader_module: mlflow.pyfunc.model\n    python_model: python_model.pkl\n"),
                "python_model.pkl",
                new byte[] {(byte) 0x80, 5}));

    assertThat(reason("m.zip", zip))
        .contains("[python_function], which are pickles")
        .contains("mlflow.onnx.log_model");
  }

  @Test
  void readsNothingThatAnMlflowModelDoesNotHold() throws IOException {
    byte[] outside =
        Zip.of(Map.of("MLmodel", utf8(ONNX_FLAVOUR.formatted("../../../../etc/passwd"))));
    byte[] code = Zip.of(Map.of("MLmodel", utf8("flavors: !!javax.script.ScriptEngineManager []")));

    assertThat(reason("m.zip", outside)).contains("../../etc/passwd").contains("not there");
    assertThat(reason("m.zip", code)).contains("no YAML");
  }

  @Test
  void unpacksNoBombs() throws IOException {
    byte[] zip = Zip.of(Map.of("MLmodel", new byte[50_000_000]));
    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i <= 10_000; i++) {
      many.put("f" + i, new byte[0]);
    }

    assertThat(zip.length).isLessThan(100_000);
    assertThat(reason("m.zip", zip)).contains("MLmodel is larger than 1048576 bytes");
    assertThat(reason("m.zip", Zip.of(many))).contains("more than 10000 files");
  }

  @Test
  void refusesOtherFilesByWhatTheyAre() throws IOException {
    assertThat(reason("m.h5", utf8("\u0089HDF\r\n", StandardCharsets.ISO_8859_1))).contains("HDF5");
    assertThat(reason("m.zip", Zip.of(Map.of("config.json", utf8("{}")))))
        .contains("neither an MLflow model");
    assertThat(reason("m.zip", utf8("PK\u0003\u0004 nonsense"))).contains("zip file and is none");
  }

  private ForeignFile of(String name, byte[] content) throws IOException {
    return ForeignFile.of(Files.write(folder.resolve("sent"), content), name);
  }

  private String reason(String name, byte[] content) throws IOException {
    return ((ForeignFile.Refused) of(name, content)).reason();
  }

  private static byte[] utf8(String text) {
    return utf8(text, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text, java.nio.charset.Charset charset) {
    return text.getBytes(charset);
  }
}
