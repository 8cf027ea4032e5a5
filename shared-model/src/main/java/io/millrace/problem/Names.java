package io.millrace.problem;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The names that columns have so far; no two may differ in case only. */
final class Names {

  private final Map<String, String> taken = new HashMap<>();

  /** Takes a name, or notes why it cannot be had. */
  void take(Node node, String name) {
    String before = taken.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
    if (!FieldName.isValid(name)) {
      node.refuseSaying("the name '" + Findings.shorten(name) + "'", FieldName.allowed());
    } else if (FieldName.isReserved(name)) {
      node.refuseSaying("a reserved name", FieldName.allowedForData());
    } else if (before != null) {
      node.refuseSaying(
          "the name '%s' beside '%s'".formatted(name, before),
          "names that differ in more than case");
    }
  }
}
