package io.millrace.scoring.model;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON may leave a member out; a record here may not, unless it says {@code @Nullable}. */
final class Completeness {

  private Completeness() {}

  /**
   * @throws IllegalArgumentException naming the member that is missing
   */
  static void check(Object value) {
    check(value, value.getClass().getSimpleName());
  }

  private static void check(@Nullable Object value, String path) {
    switch (value) {
      case null -> throw new IllegalArgumentException("not whole: %s is missing".formatted(path));
      case Collection<?> items -> items.forEach(item -> check(item, path));
      case Record whole -> {
        for (RecordComponent component : whole.getClass().getRecordComponents()) {
          check(whole, component, path + "." + component.getName());
        }
      }
      default -> {}
    }
  }

  private static void check(Object owner, RecordComponent component, String path) {
    Object value = read(owner, component);
    if (value instanceof Map<?, ?> map) {
      if (isTyped(component.getAnnotatedType())) {
        map.forEach((key, each) -> check(each, path + "." + key));
      }
    } else if (value != null || !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      check(value, path);
    }
  }

  /** A map of whatever JSON has may hold whatever JSON has. */
  private static boolean isTyped(AnnotatedType type) {
    return type instanceof AnnotatedParameterizedType map
        && map.getAnnotatedActualTypeArguments()[1].getType() != Object.class;
  }

  private static @Nullable Object read(Object owner, RecordComponent component) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("%s cannot be read".formatted(component), e);
    }
  }
}
