package io.millrace.cli.replay;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Pause;
import io.millrace.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sends the rows of files as a problem's events, in order. */
public final class Replay {

  private final Settings settings;
  private final String idField;
  private final String target;
  private final Typing typing;
  private final Sender events;
  private final Sender truths;
  private final Pacer pacer;
  private final Labels labels;
  private final Progress progress;
  private final int batchSize;
  private final Tally tally = new Tally();
  private final List<Outgoing> batch = new ArrayList<>();

  /** A replay in real time. */
  public Replay(
      Client client, Problem problem, Settings settings, PrintWriter out, boolean terminal) {
    this(
        client,
        problem,
        settings,
        new Progress(out, terminal, System::nanoTime),
        System::nanoTime,
        Pause.real());
  }

  Replay(
      Client client,
      Problem problem,
      Settings settings,
      Progress progress,
      LongSupplier nanos,
      Pause pause) {
    this.settings = settings;
    this.idField = problem.data().id();
    this.target = problem.define().target();
    this.typing = new Typing(problem);
    String path = "/v1/problems/" + problem.name();
    this.events = new Sender(client, path + "/events");
    this.truths = new Sender(client, path + "/ground-truth");
    this.pacer = new Pacer(settings.rate(), nanos, pause);
    this.labels = new Labels(settings.labelsAfter());
    this.progress = progress;
    int paced = pacer.batch(settings.batch());
    // A larger one would send a row's label later than it was asked for
    this.batchSize = settings.labelsAfter() == 0 ? paced : Math.min(paced, settings.labelsAfter());
  }

  /** What came of it; also after a failure. */
  public Tally tally() {
    return tally;
  }

  /** Nanoseconds since the start. */
  public long elapsed() {
    return progress.elapsed();
  }

  /** Sends every row, then every label that still waits. */
  public void run(List<Path> files) {
    try {
      for (Path file : files) {
        send(file);
      }
      flush();
      labels.release(Long.MAX_VALUE, settings.batch(), this::sendLabels);
    } finally {
      progress.end();
    }
  }

  private void send(Path file) {
    try (Rows rows = RowFile.open(file)) {
      rows.columns().ifPresent(columns -> checkColumns(file, columns));
      Optional<Row> row = rows.next();
      while (row.isPresent()) {
        take(file, row.get());
        row = rows.next();
      }
    } catch (IOException e) {
      throw CommandFailure.failed("cannot read %s: %s".formatted(file, e.getMessage()));
    }
  }

  private void checkColumns(Path file, List<String> columns) {
    List<String> missing =
        typing.required().stream().filter(name -> !columns.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw CommandFailure.misused(
          "%s has no column %s, which every event of the problem needs; its columns are %s"
              .formatted(file, String.join(", ", missing), String.join(", ", columns)));
    }
  }

  private void take(Path file, Row row) {
    String place = file.getFileName() + ":" + row.line();
    tally.addRow();
    switch (row) {
      case Row.Broken broken ->
          tally.addRefusal(new Refusal(place, "", broken.found(), broken.expected()));
      case Row.Fields fields -> add(place, fields);
    }
    progress.show(tally);
  }

  private void add(String place, Row.Fields fields) {
    Map<String, @Nullable Object> body = typing.typed(fields);
    body.putIfAbsent(idField, settings.prefix() + "-" + tally.rows());
    batch.add(new Outgoing(tally.rows(), place, body));
    if (batch.size() >= batchSize) {
      flush();
    }
  }

  private void flush() {
    if (batch.isEmpty()) {
      return;
    }
    pacer.await(batch.getFirst().row() - 1);
    List<@Nullable Object> truth = settings.labelsAfter() > 0 ? takeTargets() : List.of();
    Map<Integer, Refusal> refusals = events.send(batch);
    refusals.values().forEach(tally::addRefusal);
    tally.addAccepted(batch.size() - refusals.size());
    for (int i = 0; i < truth.size(); i++) {
      @Nullable Object value = truth.get(i);
      @Nullable Object id = batch.get(i).body().get(idField);
      if (value != null && id != null && !refusals.containsKey(i)) {
        labels.keep(batch.get(i), id, value);
      }
    }
    batch.clear();
    labels.release(tally.rows(), settings.batch(), this::sendLabels);
    progress.show(tally);
  }

  private List<@Nullable Object> takeTargets() {
    List<@Nullable Object> targets = new ArrayList<>(batch.size());
    for (Outgoing each : batch) {
      targets.add(each.body().remove(target));
    }
    return targets;
  }

  private void sendLabels(List<Outgoing> due) {
    Map<Integer, Refusal> refusals = truths.send(due);
    tally.addLabels(due.size());
    refusals.values().forEach(tally::addRefusedLabel);
  }
}
