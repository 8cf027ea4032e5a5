package io.millrace.starter.messaging;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** JSON may leave a field out; a record here may not, unless it says {@code @Nullable}. */
final class Completeness {

  private Completeness() {}

  /**
   * @throws MalformedMessageException naming the field that is missing
   */
  static void check(Object value) {
    check(value, value.getClass().getSimpleName());
  }

  private static void check(Object value, String path) {
    if (value instanceof Collection<?> items) {
      items.forEach(item -> check(item, path));
    } else if (value.getClass().isRecord()) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        check(value, component, path + "." + component.getName());
      }
    }
  }

  private static void check(Object owner, RecordComponent component, String path) {
    Object value = read(owner, component);
    if (value != null) {
      check(value, path);
    } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      throw new MalformedMessageException(path + ": found nothing; this field is needed");
    }
  }

  private static @Nullable Object read(Object owner, RecordComponent component) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("%s cannot be read".formatted(component), e);
    }
  }
}
