package io.millrace.acceptance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Inputs made of good ones by a few changes: for where no coverage can be seen. One seed, one row
 * of inputs.
 */
final class Mutations {

  private static final int MOST_CHANGES = 3;
  private static final int LONGEST = 16_000;

  private final Random random;
  private final List<byte[]> seeds;
  private final List<byte[]> words;

  Mutations(long seed, List<byte[]> seeds, List<String> words) {
    this.random = new Random(seed);
    this.seeds = List.copyOf(seeds);
    this.words = words.stream().map(Mutations::unescaped).toList();
  }

  /** The first are the seeds as they are. */
  List<byte[]> take(int inputs) {
    List<byte[]> taken = new ArrayList<>(inputs);
    for (int i = 0; i < inputs; i++) {
      taken.add(i < seeds.size() ? seeds.get(i) : next());
    }
    return taken;
  }

  byte[] next() {
    byte[] input = pick(seeds);
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      input = changed(input);
    }
    return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
  }

  /** Bytes without any sense. */
  byte[] noise() {
    byte[] noise = new byte[random.nextInt(200)];
    random.nextBytes(noise);
    return noise;
  }

  byte[] changed(byte[] input) {
    int from = random.nextInt(input.length + 1);
    int to = Math.min(input.length, from + 1 + random.nextInt(12));
    return switch (random.nextInt(14)) {
      case 0 -> replaced(input, from, to, new byte[0]);
      case 1 -> replaced(input, from, from, pick(words));
      case 2 -> replaced(input, from, to, pick(words));
      case 3 -> replaced(input, from, Math.min(input.length, from + 1), bytes(1));
      case 4 -> replaced(input, from, from, Arrays.copyOfRange(input, from, to));
      case 5 -> replaced(input, from, input.length, new byte[0]);
      case 6 -> replaced(input, from, from, pick(seeds));
      case 7 -> replaced(input, from, from, repeated(pick(words)));
      default -> value(input, from);
    };
  }

  /** Another value where one stands: behind a colon or a comma. */
  private byte[] value(byte[] input, int from) {
    int at = from;
    while (at < input.length && input[at] != ':' && input[at] != ',') {
      at++;
    }
    int end = Math.min(at + 1, input.length);
    while (end < input.length && ",}]\n".indexOf(input[end]) < 0) {
      end++;
    }
    return replaced(input, Math.min(at + 1, input.length), end, pick(words));
  }

  private byte[] repeated(byte[] word) {
    int times = random.nextInt(10) == 0 ? 500 : 1 + random.nextInt(40);
    byte[] all = new byte[word.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(word, 0, all, i * word.length, word.length);
    }
    return all;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] pick(List<byte[]> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static byte[] replaced(byte[] input, int from, int to, byte[] by) {
    byte[] result = new byte[from + by.length + input.length - to];
    System.arraycopy(input, 0, result, 0, from);
    System.arraycopy(by, 0, result, from, by.length);
    System.arraycopy(input, to, result, from + by.length, input.length - to);
    return result;
  }

  /** As the fuzzer's dictionaries have them: bytes as {@code \xff}. */
  private static byte[] unescaped(String word) {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\\' && word.startsWith("x", i + 1)) {
        bytes.append((char) Integer.parseInt(word.substring(i + 2, i + 4), 16));
        i += 3;
      } else if (c == '\\') {
        bytes.append(word.charAt(++i));
      } else {
        bytes.append(c);
      }
    }
    return bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
