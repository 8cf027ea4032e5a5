package io.millrace.starter.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.starter.blob.BlobStore;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link BlobStore} does alike. A store's test extends it. */
public abstract class BlobStoreCompatibilityKit {

  private static final int CREATORS = 16;

  /** Tests may share a store: each has a folder of its own. */
  private final String folder = "problems/" + UUID.randomUUID() + "/";

  @TempDir Path scratch;

  /** The store under test. */
  protected abstract BlobStore store();

  @Test
  public void readsWhatWasCreated() {
    assertThat(store().create(folder + "models/1/manifest.json", utf8("{\"a\":1}"))).isTrue();

    assertThat(store().read(folder + "models/1/manifest.json")).hasValue(utf8("{\"a\":1}"));
  }

  @Test
  public void keepsAnEmptyBlob() {
    assertThat(store().create(folder + "empty", new byte[0])).isTrue();

    assertThat(store().read(folder + "empty")).hasValue(new byte[0]);
    assertThat(store().list(folder)).containsExactly(folder + "empty");
  }

  @Test
  public void createsOnlyWhereThePathIsFree() {
    store().create(folder + "a.json", utf8("first"));

    assertThat(store().create(folder + "a.json", utf8("second"))).isFalse();
    assertThat(store().read(folder + "a.json")).hasValue(utf8("first"));
  }

  @Test
  public void createsFromAFileAndLeavesTheFile() throws Exception {
    byte[] large = new byte[3 * 1024 * 1024 + 7];
    new java.util.Random(1).nextBytes(large);
    Path file = Files.write(scratch.resolve("large.parquet"), large);

    assertThat(store().create(folder + "large.parquet", file)).isTrue();
    assertThat(store().create(folder + "large.parquet", file)).isFalse();

    assertThat(file).hasBinaryContent(large);
    assertThat(store().read(folder + "large.parquet")).hasValue(large);
  }

  @Test
  public void aChangeToTheFileAfterwardsLeavesTheBlobAlone() throws Exception {
    Path file = Files.writeString(scratch.resolve("file"), "before");
    store().create(folder + "blob", file);

    Files.writeString(file, "after!");

    assertThat(store().read(folder + "blob")).hasValue(utf8("before"));
  }

  @Test
  public void exactlyOneOfManyConcurrentCreatorsWins() throws Exception {
    List<Integer> winners = winners(folder + "models/1/manifest.json");

    assertThat(winners).hasSize(1);
    assertThat(store().read(folder + "models/1/manifest.json"))
        .hasValue(content(winners.getFirst()));
  }

  private List<Integer> winners(String path) throws Exception {
    return winners(content -> store().create(path, content));
  }

  private static List<Integer> winners(Predicate<byte[]> attempt) throws Exception {
    CountDownLatch start = new CountDownLatch(CREATORS);
    List<Callable<Boolean>> creators = new ArrayList<>();
    for (int i = 0; i < CREATORS; i++) {
      byte[] content = content(i);
      creators.add(
          () -> {
            start.countDown();
            start.await();
            return attempt.test(content);
          });
    }
    List<Integer> winners = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CREATORS)) {
      List<Future<Boolean>> results = threads.invokeAll(creators);
      for (int i = 0; i < CREATORS; i++) {
        if (results.get(i).get()) {
          winners.add(i);
        }
      }
    }
    return winners;
  }

  private static byte[] content(int creator) {
    return utf8("creator %d ".formatted(creator).repeat(1000));
  }

  @Test
  public void replacesWhatHasTheTag() {
    String path = folder + "runs/head.json";
    store().create(path, utf8("1 queued"));
    String tag = tag(path);

    assertThat(store().replace(path, tag, utf8("2 running"))).isTrue();

    assertThat(store().read(path)).hasValue(utf8("2 running"));
    assertThat(tag(path)).isNotEqualTo(tag);
    assertThat(store().replace(path, tag(path), utf8("3"))).isTrue();
    assertThat(store().read(path)).hasValue(utf8("3"));
  }

  @Test
  public void aTagIsReadWithItsContentAndStaysWhileTheContentDoes() {
    String path = folder + "state";
    store().create(path, utf8("one"));

    BlobStore.Tagged tagged = store().readTagged(path).orElseThrow();

    assertThat(tagged.content()).isEqualTo(utf8("one"));
    assertThat(tag(path)).isEqualTo(tagged.tag());
    assertThat(store().readTagged(folder + "nothing")).isEmpty();
  }

  @Test
  public void aStaleTagReplacesNothing() {
    String path = folder + "state";
    store().create(path, utf8("1"));
    String stale = tag(path);
    store().replace(path, stale, utf8("2"));

    assertThat(store().replace(path, stale, utf8("3"))).isFalse();
    assertThat(store().read(path)).hasValue(utf8("2"));
  }

  @Test
  public void whatIsGoneIsNotReplaced() {
    String path = folder + "state";
    store().create(path, utf8("1"));
    String tag = tag(path);
    store().delete(path);

    assertThat(store().replace(path, tag, utf8("2"))).isFalse();
    assertThat(store().read(path)).isEmpty();
  }

  @Test
  public void exactlyOneOfManyConcurrentReplacersWins() throws Exception {
    String path = folder + "state";
    store().create(path, utf8("before"));
    String tag = tag(path);

    List<Integer> winners = winners(content -> store().replace(path, tag, content));

    assertThat(winners).hasSize(1);
    assertThat(store().read(path)).hasValue(content(winners.getFirst()));
  }

  @Test
  public void aCounterRaisedByManyAtATimeLosesNoStep() throws Exception {
    String path = folder + "counter";
    store().create(path, utf8("0"));

    winners(_ -> raise(path));

    assertThat(store().read(path)).hasValue(utf8(String.valueOf(CREATORS)));
  }

  private boolean raise(String path) {
    while (true) {
      BlobStore.Tagged current = store().readTagged(path).orElseThrow();
      int next = Integer.parseInt(new String(current.content(), UTF_8)) + 1;
      if (store().replace(path, current.tag(), utf8(String.valueOf(next)))) {
        return true;
      }
    }
  }

  private String tag(String path) {
    return store().readTagged(path).orElseThrow().tag();
  }

  @Test
  public void nothingIsThereWhereNothingWasCreated() {
    assertThat(store().read(folder + "nothing")).isEmpty();
    assertThat(store().list(folder)).isEmpty();
  }

  @Test
  public void aFolderIsNoBlob() {
    store().create(folder + "models/1/manifest.json", utf8("{}"));

    assertThat(store().read(folder + "models")).isEmpty();
    store().delete(folder + "models");
    assertThat(store().read(folder + "models/1/manifest.json")).isPresent();
  }

  @Test
  public void listsAFolderInAlphabeticalOrderWithAllBelowIt() {
    for (String name : List.of("p1/00020", "p0/00010", "p0/00002", "p10/00001")) {
      store().create(folder + "data/" + name, utf8(name));
    }
    store().create(folder + "data2/other", utf8("other"));

    assertThat(store().list(folder + "data/"))
        .containsExactly(
            folder + "data/p0/00002",
            folder + "data/p0/00010",
            folder + "data/p1/00020",
            folder + "data/p10/00001");
    assertThat(store().list("")).contains(folder + "data/p0/00002", folder + "data2/other");
  }

  @Test
  public void listsOnlyWhatComesAfterAPath() {
    List<String> paths =
        Stream.of("p0/00002", "p0/00010", "p0/00020/part", "p0/00020.x", "p1/00001", "p10/00001")
            .map(name -> folder + "data/" + name)
            .sorted()
            .toList();
    paths.forEach(path -> store().create(path, utf8(path)));
    store().create(folder + "data2/other", utf8("other"));
    List<String> afters = new ArrayList<>(paths);
    for (String after : List.of("", "p0", "p0/", "p0/00003", "p0/00020", "p1/", "p2", "~")) {
      afters.add(folder + "data/" + after);
    }
    afters.add("");
    afters.add("~");

    for (String after : afters) {
      assertThat(store().listAfter(folder + "data/", after))
          .as("after " + after)
          .containsExactlyElementsOf(
              paths.stream().filter(path -> path.compareTo(after) > 0).toList());
    }
  }

  @Test
  public void downloadsIntoAFileAndReplacesIt() throws Exception {
    store().create(folder + "model.onnx", utf8("graph"));
    Path file = Files.writeString(scratch.resolve("model.onnx"), "an older and longer one");

    store().download(folder + "model.onnx", file);

    assertThat(file).hasContent("graph");
  }

  @Test
  public void saysWhichBlobCannotBeDownloaded() {
    assertThatThrownBy(() -> store().download(folder + "nothing", scratch.resolve("file")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(folder + "nothing");
  }

  @Test
  public void aDeletedBlobIsGoneAndItsPathFree() {
    store().create(folder + "a", utf8("first"));

    store().delete(folder + "a");
    store().delete(folder + "a");

    assertThat(store().read(folder + "a")).isEmpty();
    assertThat(store().create(folder + "a", utf8("second"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "../a",
        "a/../b",
        "a/./b",
        "a\\b",
        "a b",
        "ä",
        "a\u0000b",
        "~incoming/a",
        "c:/a",
        "a\nb",
        "a?b",
        "a%2e"
      })
  public void refusesWhatIsNoPath(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> store().create(path, utf8("x")));
    assertThatIllegalArgumentException().isThrownBy(() -> store().read(path));
    assertThatIllegalArgumentException().isThrownBy(() -> store().readTagged(path));
    assertThatIllegalArgumentException().isThrownBy(() -> store().replace(path, "t", utf8("x")));
    assertThatIllegalArgumentException().isThrownBy(() -> store().delete(path));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store().download(path, scratch.resolve("file")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "/", "../", "a/../", "//"})
  public void refusesWhatIsNoFolder(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> store().list(path));
    assertThatIllegalArgumentException().isThrownBy(() -> store().listAfter(path, ""));
  }

  @Test
  public void refusesAPathThatIsTooLong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store().create("a/".repeat(600) + "a", utf8("x")))
        .withMessageContaining("at most");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
