package io.millrace.inference.stream;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Takes what a batch leads to. For one batch; which ends well only if all of it is there. */
interface Dispatch {

  void send(ProducerRecord<String, byte[]> record);

  /** Sends what is to be there no earlier than the rest. */
  void sendLast(ProducerRecord<String, byte[]> record);

  /** Does what is to be done only once all stands: a batch may be taken back and tried again. */
  void afterwards(Runnable work);

  /** To be called at the end of the batch; it throws where something could not be sent. */
  void complete();
}
