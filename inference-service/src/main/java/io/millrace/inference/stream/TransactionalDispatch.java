package io.millrace.inference.stream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Within the transaction that also commits the batch's offsets. */
record TransactionalDispatch(KafkaOperations<String, byte[]> kafka) implements Dispatch {

  /** A send that fails makes the transaction's commit fail. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void send(ProducerRecord<String, byte[]> record) {
    kafka.send(record);
  }

  /** All of it becomes visible at once. */
  @Override
  public void sendLast(ProducerRecord<String, byte[]> record) {
    send(record);
  }

  @Override
  public void afterwards(Runnable work) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            work.run();
          }
        });
  }

  /** The commit does. */
  @Override
  public void complete() {}
}
