package io.millrace.inference.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Where the broker has no transactions: all is acknowledged before the batch's offsets are
 * committed. What is last is sent when the rest is there.
 */
final class AcknowledgedDispatch implements Dispatch {

  private final KafkaOperations<String, byte[]> kafka;
  private final List<ProducerRecord<String, byte[]>> last = new ArrayList<>();
  private final List<Runnable> afterwards = new ArrayList<>();
  private List<CompletableFuture<?>> sent = new ArrayList<>();

  AcknowledgedDispatch(KafkaOperations<String, byte[]> kafka) {
    this.kafka = kafka;
  }

  @Override
  public void send(ProducerRecord<String, byte[]> record) {
    sent.add(kafka.send(record));
  }

  @Override
  public void sendLast(ProducerRecord<String, byte[]> record) {
    last.add(record);
  }

  @Override
  public void afterwards(Runnable work) {
    afterwards.add(work);
  }

  @Override
  public void complete() {
    awaitAll();
    last.forEach(this::send);
    awaitAll();
    afterwards.forEach(Runnable::run);
  }

  private void awaitAll() {
    if (sent.isEmpty()) {
      return;
    }
    kafka.flush();
    List<CompletableFuture<?>> all = sent;
    sent = new ArrayList<>();
    try {
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw new KafkaException("The broker did not take what a batch led to", e.getCause());
    }
  }
}
