package io.millrace.message;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON may leave a member out; a record here may not, unless it says {@code @Nullable}. */
public final class Completeness {

  /** What there is to look at in a record of a class: asking for it anew each time takes long. */
  private static final ClassValue<List<Member>> MEMBERS =
      new ClassValue<>() {
        @Override
        protected List<Member> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents()).map(Member::of).toList();
        }
      };

  private Completeness() {}

  /**
   * @param typed whether it is a map whose values are of a type of their own
   */
  private record Member(String name, Method accessor, boolean nullable, boolean typed) {

    static Member of(RecordComponent component) {
      AnnotatedType type = component.getAnnotatedType();
      return new Member(
          component.getName(),
          component.getAccessor(),
          type.isAnnotationPresent(Nullable.class),
          type instanceof AnnotatedParameterizedType map
              && map.getAnnotatedActualTypeArguments().length == 2
              && map.getAnnotatedActualTypeArguments()[1].getType() != Object.class);
    }

    @Nullable Object of(Object owner) {
      try {
        return accessor.invoke(owner);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("%s cannot be read".formatted(accessor), e);
      }
    }
  }

  /**
   * Looks through a record, the records in it, their collections and their maps. A map of whatever
   * JSON has ({@code Object}) may hold whatever JSON has.
   *
   * @return the way to the first component that is missing ({@code Outer.inner.component}); empty
   *     where all is there
   */
  public static Optional<String> missing(Object value) {
    return Optional.ofNullable(gap(value)).map(way -> value.getClass().getSimpleName() + way);
  }

  /** The way from a value to what is missing; null where all is there. */
  private static @Nullable String gap(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Collection<?> items -> firstGap(items);
      case Record whole -> gap(whole);
      default -> null;
    };
  }

  private static @Nullable String firstGap(Collection<?> items) {
    for (Object item : items) {
      String way = gap(item);
      if (way != null) {
        return way;
      }
    }
    return null;
  }

  private static @Nullable String gap(Record whole) {
    for (Member member : MEMBERS.get(whole.getClass())) {
      Object value = member.of(whole);
      boolean allowed = value == null && member.nullable();
      String way = allowed ? null : member.typed() ? gapInMap(value) : gap(value);
      if (way != null) {
        return "." + member.name() + way;
      }
    }
    return null;
  }

  private static @Nullable String gapInMap(@Nullable Object typed) {
    if (!(typed instanceof Map<?, ?> map)) {
      return gap(typed);
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String way = gap(entry.getValue());
      if (way != null) {
        return "." + entry.getKey() + way;
      }
    }
    return null;
  }
}
