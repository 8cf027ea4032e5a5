package io.millrace.monitoring.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventPlacesTest {

  private final EventPlaces places = new EventPlaces();

  @Test
  void saysWhatAMapWouldSayThoughHashesCollide() {
    Random random = new Random(5);
    Map<Long, Integer> known = new HashMap<>();
    long next = 0;
    for (int step = 0; step < 20_000; step++) {
      long number = random.nextLong(next + 1);
      if (random.nextInt(3) > 0 || known.isEmpty()) {
        int hash = random.nextInt(200);
        places.put(hash, next);
        known.put(next++, hash);
      } else if (known.containsKey(number)) {
        places.remove(known.remove(number), number);
      }
    }

    assertThat(places.size()).isEqualTo(known.size());
    for (long number = 0; number < next; number++) {
      long wanted = number;
      Integer hash = known.get(number);
      assertThat(places.find(hash == null ? 1 : hash, each -> each == wanted))
          .isEqualTo(hash == null ? -1 : number);
    }
  }

  @Test
  void marksStayWithTheirEvent() {
    for (int i = 0; i < 1_000; i++) {
      places.put(i % 10, i);
      places.alone(i % 10, i, i % 3 == 0);
    }
    for (int i = 0; i < 1_000; i += 2) {
      places.remove(i % 10, i);
    }

    for (int i = 1; i < 1_000; i += 2) {
      assertThat(places.isAlone(i % 10, i)).isEqualTo(i % 3 == 0);
    }
  }

  @Test
  void numbersBeyondItsBitsAreThoseNearestToTheFirst() {
    long first = (7L << 30) - 2;
    for (long number = first; number < first + 5; number++) {
      places.put(42, number);
    }

    for (long number = first; number < first + 5; number++) {
      long wanted = number;
      long end = places.find(42, each -> EventPlaces.from(first, each) == wanted);
      assertThat(EventPlaces.from(first, end)).isEqualTo(number);
    }
  }
}
