package io.millrace.scoring.model;

/** Whether PyTorch is among the libraries here: asking does not load it. */
final class PyTorch {

  private PyTorch() {}

  static boolean isThere() {
    try {
      Class.forName(
          "ai.djl.pytorch.engine.PtEngineProvider", false, PyTorch.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
