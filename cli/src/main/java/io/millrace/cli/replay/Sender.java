package io.millrace.cli.replay;

import io.millrace.cli.connect.Answer;
import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends batches one after the other, waits where the service asks for it, and says what failed. */
final class Sender {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int TOO_LARGE = 413;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Client client;
  private final String path;

  /**
   * @param path of the collection, without a slash at its end
   */
  Sender(Client client, String path) {
    this.client = client;
    this.path = path;
  }

  /** The refused ones by their position in the batch. */
  Map<Integer, Refusal> send(List<Outgoing> batch) {
    Map<Integer, Refusal> refusals = new TreeMap<>();
    send(batch, 0, refusals);
    return refusals;
  }

  private void send(List<Outgoing> batch, int offset, Map<Integer, Refusal> refusals) {
    Answer answer = post(batch);
    if (answer.status() == TOO_LARGE && batch.size() > 1) {
      int half = batch.size() / 2;
      send(batch.subList(0, half), offset, refusals);
      send(batch.subList(half, batch.size()), offset + half, refusals);
      return;
    }
    for (JsonNode rejection : answer.orFail().path("rejections")) {
      int position = rejection.path("position").asInt(0);
      refusals.put(offset + position, refusal(batch.get(position).place(), rejection));
    }
  }

  private Answer post(List<Outgoing> batch) {
    byte[] json = JSON.writeValueAsBytes(bodies(batch));
    Request request = Request.post(Service.INGESTION, Role.DEVICE, path, json);
    return client.persist(request, PATIENCE);
  }

  private static List<Map<String, ?>> bodies(List<Outgoing> batch) {
    List<Map<String, ?>> bodies = new ArrayList<>(batch.size());
    batch.forEach(each -> bodies.add(each.body()));
    return bodies;
  }

  private static Refusal refusal(String place, JsonNode rejection) {
    return new Refusal(
        place,
        rejection.path("field").asString(""),
        rejection.path("found").asString(""),
        rejection.path("expected").asString(""));
  }
}
