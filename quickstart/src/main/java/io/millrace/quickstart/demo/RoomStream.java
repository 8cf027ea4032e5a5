package io.millrace.quickstart.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the building's readings at a steady pace, and what was true about each some readings later,
 * as people find out late.
 */
final class RoomStream implements AutoCloseable {

  /** Whether somebody was in is known after two hours of the building's time. */
  private static final int LABELS_AFTER = 4;

  private static final int MILLIS = 100;

  private final Building building;
  private final Api api;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("rooms").factory());
  private final Queue<List<Reading>> unlabelled = new ArrayDeque<>();

  private volatile double eventsASecond;
  private volatile Season season = Season.WINTER;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger labelled = new AtomicInteger();
  private volatile @Nullable Reading latest;
  private volatile @Nullable RuntimeException failure;
  private double credit;

  RoomStream(Building building, Api api) {
    this.building = building;
    this.api = api;
  }

  void start(double rate) {
    eventsASecond = rate;
    thread.scheduleAtFixedRate(this::send, 0, MILLIS, TimeUnit.MILLISECONDS);
  }

  void pace(double rate) {
    eventsASecond = rate;
  }

  void turnTo(Season next) {
    season = next;
  }

  int sent() {
    return sent.get();
  }

  int accepted() {
    return accepted.get();
  }

  int labelled() {
    return labelled.get();
  }

  Optional<Reading> latest() {
    return Optional.ofNullable(latest);
  }

  /** Throws what stopped the stream, if anything did. */
  void check() {
    RuntimeException broken = failure;
    if (broken != null) {
      throw broken;
    }
  }

  /** As many readings of all rooms as the pace owes by now, in one request. */
  private void send() {
    try {
      credit = Math.min(credit + eventsASecond * MILLIS / 1000, 20.0 * Building.ROOMS);
      List<Reading> due = new ArrayList<>();
      for (; credit >= Building.ROOMS; credit -= Building.ROOMS) {
        due.addAll(read());
      }
      if (!due.isEmpty()) {
        accepted.addAndGet(api.events(due.stream().map(RoomStream::event).toList()));
        sent.addAndGet(due.size());
        latest = due.getLast();
        label();
      }
    } catch (RuntimeException e) {
      failure = e;
      thread.shutdown();
    }
  }

  private List<Reading> read() {
    building.turnTo(season);
    List<Reading> readings = building.next();
    unlabelled.add(readings);
    return readings;
  }

  private void label() {
    List<String> truths = new ArrayList<>();
    while (unlabelled.size() > LABELS_AFTER) {
      unlabelled.remove().forEach(reading -> truths.add(truth(reading)));
    }
    if (!truths.isEmpty()) {
      api.groundTruth(truths);
      labelled.addAndGet(truths.size());
    }
  }

  private static String event(Reading reading) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("event_id", reading.id());
    row.put("time", reading.time().toString());
    row.put("room", reading.room());
    row.putAll(features(reading));
    return Api.JSON.writeValueAsString(row);
  }

  static Map<String, Object> features(Reading reading) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Temperature", reading.temperature());
    row.put("Humidity", reading.humidity());
    row.put("Light", reading.light());
    row.put("CO2", reading.co2());
    return row;
  }

  private static String truth(Reading reading) {
    return Api.JSON.writeValueAsString(
        Map.of("event_id", reading.id(), "value", reading.occupied() ? "1" : "0"));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
