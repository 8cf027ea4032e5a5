package io.millrace.training.adopt;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;

/** Puts a prefix before every name in a graph, so that none of theirs is one of ours. */
record Renaming(String prefix) {

  GraphProto of(GraphProto graph) {
    GraphProto.Builder renamed = graph.toBuilder();
    renamed.getNodeBuilderList().forEach(this::rename);
    renamed.getInitializerBuilderList().forEach(each -> each.setName(of(each.getName())));
    renamed
        .getSparseInitializerBuilderList()
        .forEach(each -> each.getValuesBuilder().setName(of(each.getValues().getName())));
    renamed.getInputBuilderList().forEach(each -> each.setName(of(each.getName())));
    renamed.getOutputBuilderList().forEach(each -> each.setName(of(each.getName())));
    renamed.getValueInfoBuilderList().forEach(each -> each.setName(of(each.getName())));
    return renamed.clearQuantizationAnnotation().build();
  }

  /** An input that is left out has no name. */
  String of(String name) {
    return name.isEmpty() ? name : prefix + name;
  }

  private void rename(NodeProto.Builder node) {
    node.setName(of(node.getName()));
    for (int i = 0; i < node.getInputCount(); i++) {
      node.setInput(i, of(node.getInput(i)));
    }
    for (int i = 0; i < node.getOutputCount(); i++) {
      node.setOutput(i, of(node.getOutput(i)));
    }
    for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
      if (attribute.hasG()) {
        attribute.setG(of(attribute.getG()));
      }
      for (int i = 0; i < attribute.getGraphsCount(); i++) {
        attribute.setGraphs(i, of(attribute.getGraphs(i)));
      }
    }
  }
}
