package io.millrace.message;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** JSON may leave a member out; a record here may not, unless it says {@code @Nullable}. */
public final class Completeness {

  private Completeness() {}

  /**
   * Looks through a record, the records in it, their collections and their maps. A map of whatever
   * JSON has ({@code Object}) may hold whatever JSON has.
   *
   * @return the way to the first component that is missing ({@code Outer.inner.component}); empty
   *     where all is there
   */
  public static Optional<String> missing(Object value) {
    return missing(value, value.getClass().getSimpleName());
  }

  private static Optional<String> missing(@Nullable Object value, String path) {
    return switch (value) {
      case null -> Optional.of(path);
      case Collection<?> items -> first(items.stream().map(item -> missing(item, path)));
      case Record whole ->
          first(
              Arrays.stream(whole.getClass().getRecordComponents())
                  .map(component -> missing(whole, component, path + "." + component.getName())));
      default -> Optional.empty();
    };
  }

  private static Optional<String> missing(Object owner, RecordComponent component, String path) {
    Object value = read(owner, component);
    AnnotatedType type = component.getAnnotatedType();
    if (value == null && type.isAnnotationPresent(Nullable.class)) {
      return Optional.empty();
    }
    return value instanceof Map<?, ?> map && isTyped(type)
        ? first(
            map.entrySet().stream()
                .map(entry -> missing(entry.getValue(), path + "." + entry.getKey())))
        : missing(value, path);
  }

  private static Optional<String> first(Stream<Optional<String>> missing) {
    return missing.flatMap(Optional::stream).findFirst();
  }

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
