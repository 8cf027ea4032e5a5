package io.millrace.acceptance.k8s;

import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds a manifest against the type of its kind: those that Kubernetes' Java client has, made from
 * Kubernetes' own OpenAPI description, and {@link Extensions} of others. A field that the type does
 * not have, a value of another type, and in a whole object a field that is missing, are faults.
 */
final class Schema {

  private static final String MODELS = "io.kubernetes.client.openapi.models.";
  private static final Set<String> GROUPS =
      Set.of("", "apps", "autoscaling", "policy", "networking.k8s.io", "batch");
  private static final String QUANTITY =
      "[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d+)?";

  /** Of a patch alone: what kustomize is told to do with the object. */
  private static final String DIRECTIVE = "$patch";

  private final boolean whole;
  private final List<String> faults = new ArrayList<>();

  private Schema(boolean whole) {
    this.whole = whole;
  }

  static List<String> faultsOf(Manifest manifest) {
    return faults(manifest, true);
  }

  /** A patch has only what is to be otherwise. */
  static List<String> faultsOfPatch(Manifest manifest) {
    return faults(manifest, false);
  }

  private static List<String> faults(Manifest manifest, boolean whole) {
    Class<?> type = type(manifest);
    if (type == null) {
      return List.of(
          "%s: no such kind: %s %s"
              .formatted(manifest.origin(), manifest.apiVersion(), manifest.kind()));
    }
    Schema schema = new Schema(whole);
    schema.object(manifest.content(), type, "");
    return schema.faults.stream().map(fault -> manifest + ": " + fault).toList();
  }

  private static @Nullable Class<?> type(Manifest manifest) {
    Class<?> extension = Extensions.TYPES.get(manifest.apiVersion() + " " + manifest.kind());
    if (extension != null) {
      return extension;
    }
    String[] parts = manifest.apiVersion().split("/", 2);
    String group = parts.length == 2 ? parts[0] : "";
    String version = parts[parts.length - 1];
    if (!GROUPS.contains(group)) {
      return null;
    }
    try {
      return Class.forName(MODELS + version.toUpperCase(Locale.ROOT) + manifest.kind());
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private void object(Map<?, ?> found, Class<?> type, String path) {
    Map<String, Field> fields = fields(type);
    found.forEach(
        (key, value) -> {
          Field field = fields.get(key);
          String at = path + "." + key;
          if (field != null) {
            value(value, field.getGenericType(), at);
          } else if (whole || !DIRECTIVE.equals(key)) {
            faults.add(at + ": no such field");
          }
        });
    if (whole) {
      fields.forEach(
          (name, field) -> {
            if (isRequired(type, name, field) && !found.containsKey(name)) {
              faults.add(path + "." + name + ": is missing");
            }
          });
    }
  }

  private void value(@Nullable Object found, Type type, String path) {
    if (found == null) {
      faults.add(path + ": is empty");
    } else if (type instanceof ParameterizedType generic) {
      Type[] inner = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class && found instanceof List<?> list) {
        for (int i = 0; i < list.size(); i++) {
          value(list.get(i), inner[0], "%s[%d]".formatted(path, i));
        }
      } else if (generic.getRawType() == Map.class && found instanceof Map<?, ?> map) {
        map.forEach((key, value) -> value(value, inner[1], path + "." + key));
      } else {
        wrong(found, generic.getRawType().getTypeName(), path);
      }
    } else if (type instanceof Class<?> plain) {
      plain(found, plain, path);
    } else {
      throw new AssertionError("%s: what is %s?".formatted(path, type));
    }
  }

  private void plain(Object found, Class<?> type, String path) {
    boolean fits =
        switch (type.getSimpleName()) {
          case "Object" -> true;
          case "String" -> found instanceof String;
          case "Boolean" -> found instanceof Boolean;
          case "Integer" -> found instanceof Integer;
          case "Long" -> found instanceof Integer || found instanceof Long;
          case "IntOrString" -> type == IntOrString.class && isIntOrString(found);
          case "Quantity" -> type == Quantity.class && isQuantity(found);
          default -> found instanceof Map<?, ?>;
        };
    if (!fits) {
      wrong(found, type.getSimpleName(), path);
    } else if (found instanceof Map<?, ?> map && type != Object.class) {
      object(map, type, path);
    }
  }

  private static boolean isIntOrString(Object found) {
    return found instanceof Integer || found instanceof String;
  }

  private static boolean isQuantity(Object found) {
    return found instanceof Integer || found instanceof String text && text.matches(QUANTITY);
  }

  private void wrong(Object found, String expected, String path) {
    faults.add(
        "%s: found %s '%s'; expected %s"
            .formatted(path, found.getClass().getSimpleName(), found, expected));
  }

  private static Map<String, Field> fields(Class<?> type) {
    Map<String, Field> fields = new HashMap<>();
    for (Field field : type.getDeclaredFields()) {
      if (type.isRecord()) {
        fields.put(field.getName(), field);
      } else if (!Modifier.isStatic(field.getModifiers())) {
        fields.put(field.getAnnotation(SerializedName.class).value(), field);
      }
    }
    return fields;
  }

  private static boolean isRequired(Class<?> type, String name, Field field) {
    if (type.isRecord()) {
      return !field.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
    try {
      return ((Set<?>) type.getField("openapiRequiredFields").get(null)).contains(name);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
