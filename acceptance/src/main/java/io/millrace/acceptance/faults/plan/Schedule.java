package io.millrace.acceptance.faults.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * All strikes of a run, which follow from the seed alone. They are dealt like cards, so that every
 * part is among the victims after one deck: each instance of each service killed once, the broker
 * and the store too, one instance frozen, and the store cut off once.
 */
public record Schedule(long seed, List<Strike> strikes) {

  private static final List<String> SERVICES =
      List.of("ingestion", "training", "inference", "monitoring");

  /** A consumer's session lasts 15 s. */
  private static final long FROZEN_MILLIS = 17_000;

  private static final long SPREAD_MILLIS = 5_000;

  public Schedule {
    strikes = List.copyOf(strikes);
  }

  private record Card(String target, Blow blow) {}

  /**
   * @param kills how many strikes kill; freezing and cutting off come on top
   * @param storeCanDie false for a folder, which is only cut off
   * @param instances of each service
   * @param mean of the time between two strikes
   */
  public static Schedule of(
      long seed, int kills, boolean storeCanDie, int instances, Duration mean) {
    Random random = new Random(seed);
    List<Strike> strikes = new ArrayList<>();
    int killed = 0;
    while (killed < kills) {
      for (Card card : deck(random, storeCanDie, instances)) {
        if (killed == kills && card.blow() == Blow.KILL) {
          continue;
        }
        killed += card.blow() == Blow.KILL ? 1 : 0;
        strikes.add(strike(strikes.size() + 1, card, random, mean));
      }
    }
    return new Schedule(seed, strikes);
  }

  private static List<Card> deck(Random random, boolean storeCanDie, int instances) {
    List<Card> deck = new ArrayList<>();
    for (String service : SERVICES) {
      for (int number = 1; number <= instances; number++) {
        deck.add(new Card(service + "-" + number, Blow.KILL));
      }
    }
    deck.add(new Card("broker", Blow.KILL));
    deck.add(new Card("store", storeCanDie ? Blow.KILL : Blow.CUT));
    deck.add(new Card("store", Blow.CUT));
    String frozen = SERVICES.get(random.nextInt(SERVICES.size()));
    deck.add(new Card(frozen + "-" + (1 + random.nextInt(instances)), Blow.FREEZE));
    Collections.shuffle(deck, random);
    return deck;
  }

  private static Strike strike(int number, Card card, Random random, Duration mean) {
    double gap = -Math.log(1 - random.nextDouble()) * mean.toMillis();
    long pause =
        card.blow() == Blow.FREEZE
            ? FROZEN_MILLIS + random.nextLong(SPREAD_MILLIS)
            : random.nextLong(SPREAD_MILLIS);
    return new Strike(
        number,
        card.target(),
        card.blow(),
        Duration.ofMillis(Math.round(gap)),
        Duration.ofMillis(pause),
        random.nextBoolean(),
        random.nextInt(8) == 0);
  }

  public long count(Blow blow) {
    return strikes.stream().filter(strike -> strike.blow() == blow).count();
  }
}
