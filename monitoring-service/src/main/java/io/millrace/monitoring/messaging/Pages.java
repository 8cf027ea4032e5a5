package io.millrace.monitoring.messaging;

import io.millrace.starter.messaging.MillraceJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Values by number, so many of them in an entry. New ones are written together at the end. */
final class Pages<T> {

  static final int SPAN = 64;

  private static final int AT_HAND = 8;

  private static final int FORMAT = 1;

  private final ReadOnlyKeyValueStore<String, byte[]> store;
  private final Form<T> form;

  /** What is not written yet, from this number on. */
  private final List<T> latest = new ArrayList<>();

  private long start;

  /** Of the first page that is not forgotten. */
  private long first;

  /** The pages asked for last. */
  private final Map<Long, Page<T>> read =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Page<T>> eldest) {
          return size() > AT_HAND;
        }
      };

  Pages(ReadOnlyKeyValueStore<String, byte[]> store, Form<T> form) {
    this.store = store;
    this.form = form;
  }

  /**
   * @param page the key of an entry
   * @param writing without references, since more may come after it
   * @param former the key under which an earlier Millrace kept one value alone
   * @param alone reads that
   */
  record Form<T>(
      LongFunction<String> page,
      BiConsumer<T, Packer> writing,
      Function<Unpacker, T> reading,
      LongFunction<String> former,
      Function<byte[], T> alone) {}

  /**
   * @param start the number of its first
   */
  private record Page<T>(long start, List<T> values) {

    boolean has(long number) {
      return number >= start && number < start + values.size();
    }
  }

  /** The next value, or another in place of one that is not written yet. */
  void keep(long number, T value) {
    if (latest.isEmpty()) {
      start = number;
    }
    if (number == start + latest.size()) {
      latest.add(value);
    } else {
      latest.set((int) (number - start), value);
    }
  }

  /** Whether it is known, and not in the store yet. */
  boolean isUnwritten(long number) {
    return number >= start && number < start + latest.size();
  }

  /** Whether it is in a page in the store. */
  boolean isWritten(long number) {
    return !isUnwritten(number) && page(number) != null;
  }

  Optional<T> find(long number) {
    if (isUnwritten(number)) {
      return Optional.of(latest.get((int) (number - start)));
    }
    Page<T> page = page(number);
    return page != null
        ? Optional.of(page.values().get((int) (number - page.start())))
        : Optional.ofNullable(store.get(form.former().apply(number))).map(form.alone());
  }

  /** The one that has it; null where none does. */
  private @Nullable Page<T> page(long number) {
    Page<T> page = read.get(number / SPAN);
    if (page == null) {
      byte[] bytes = store.get(form.page().apply(number / SPAN));
      if (bytes == null) {
        return null;
      }
      page = page(bytes);
      read.put(number / SPAN, page);
    }
    return page.has(number) ? page : null;
  }

  private Page<T> page(byte[] bytes) {
    Unpacker in = new Unpacker(bytes, FORMAT);
    long first = in.number();
    List<T> values = new ArrayList<>(SPAN);
    while (in.hasMore()) {
      values.add(form.reading().apply(in));
    }
    return new Page<>(first, values);
  }

  /** Those that there are, from a number to before another. */
  List<T> range(long from, long to) {
    List<T> found = new ArrayList<>();
    for (long number = Math.max(0, from); number < to; number++) {
      find(number).ifPresent(found::add);
    }
    return found;
  }

  /** Another value in place of one that there is. */
  void replace(long number, T value, KeyValueStore<String, byte[]> written) {
    if (isUnwritten(number)) {
      keep(number, value);
    } else if (page(number) == null) {
      written.put(form.former().apply(number), MillraceJson.mapper().writeValueAsBytes(value));
    } else {
      replace(Map.of(number, value), written);
    }
  }

  /**
   * @param values of one page, that {@link #isWritten are written}
   */
  void replace(Map<Long, T> values, KeyValueStore<String, byte[]> written) {
    long any = values.keySet().iterator().next();
    Page<T> page = Objects.requireNonNull(page(any));
    values.forEach((number, value) -> page.values().set((int) (number - page.start()), value));
    Packer out = begin(page.start());
    page.values().forEach(each -> form.writing().accept(each, out));
    written.put(form.page().apply(any / SPAN), out.bytes());
  }

  /** Neither this value nor those before it are asked for any more. */
  void forget(long number, KeyValueStore<String, byte[]> written) {
    if (!isUnwritten(number) && page(number) == null) {
      written.put(form.former().apply(number), null);
    }
    if (number % SPAN == SPAN - 1) {
      written.put(form.page().apply(number / SPAN), null);
      read.remove(number / SPAN);
      first = number + 1;
    }
  }

  /** Those that count, before a number. */
  void write(long next, KeyValueStore<String, byte[]> written) {
    long from = Math.max(start, first);
    long end = Math.min(next, start + latest.size());
    while (from < end) {
      long until = Math.min(end, (from / SPAN + 1) * SPAN);
      write(from, latest.subList((int) (from - start), (int) (until - start)), written);
      from = until;
    }
    latest.clear();
    read.clear();
  }

  private void write(long from, List<T> values, KeyValueStore<String, byte[]> written) {
    String key = form.page().apply(from / SPAN);
    byte[] before = from % SPAN == 0 ? null : written.get(key);
    Packer out = before == null ? begin(from) : new Packer(before);
    values.forEach(value -> form.writing().accept(value, out));
    written.put(key, out.bytes());
  }

  private static Packer begin(long first) {
    return new Packer().number(FORMAT).number(first);
  }
}
