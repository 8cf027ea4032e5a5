package io.millrace.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.millrace.problem.ProblemName;
import io.millrace.scoring.test.SmallPackages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A package whose digests fit may hold anything: it is refused in words, never by accident. */
class WeirdPackageTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> WEIRD =
      List.of("null", "[]", "{}", "\"\"", "-1", "1e400", "[null]", "{\"a\":null}", "true");

  @TempDir private Path dir;
  private String manifest = "";

  @BeforeEach
  void write() throws IOException {
    SmallPackages.write(dir, new ProblemName("rooms"), 3);
    manifest = Files.readString(dir.resolve(ModelPackage.MANIFEST));
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest.json", "features.json", "baseline.json", "golden.json"})
  void anythingAnywhereIsRefusedInWords(String file) throws IOException {
    String good = Files.readString(dir.resolve(file));
    for (String broken : broken(good)) {
      String digest = forge(file, good, broken);

      assertThatCode(() -> tryOut(digest)).as(broken).doesNotThrowAnyException();
    }
  }

  /** The good one without each of its members in turn, and with something weird in its place. */
  private static List<String> broken(String good) {
    List<String> broken = new ArrayList<>();
    int places = places(JSON.readTree(good)).size();
    for (int place = 0; place < places; place++) {
      JsonNode without = JSON.readTree(good);
      places(without).get(place).put(null);
      broken.add(JSON.writeValueAsString(without));
      for (String weird : WEIRD) {
        JsonNode with = JSON.readTree(good);
        places(with).get(place).put(JSON.readTree(weird));
        broken.add(JSON.writeValueAsString(with));
      }
    }
    return broken;
  }

  private String forge(String file, String good, String broken) throws IOException {
    String forged =
        file.equals(ModelPackage.MANIFEST)
            ? broken
            : manifest.replace(digest(good), digest(broken));
    Files.writeString(dir.resolve(file), broken);
    Files.writeString(dir.resolve(ModelPackage.MANIFEST), forged);
    return digest(forged);
  }

  private void tryOut(String digest) {
    switch (ModelPackage.open(dir, digest)) {
      case PackageCheck.Unsound(String reason) -> assertThat(reason).isNotBlank();
      case PackageCheck.Sound(ModelPackage sound) -> {
        try (ScoringModel model = ScoringModel.load(sound)) {
          model.goldenMismatch(sound.golden());
        } catch (IllegalArgumentException | IllegalStateException refused) {
          assertThat(refused).hasMessageMatching("(?s).+");
        }
      }
    }
  }

  private interface Place {
    /**
     * @param value null takes the member away
     */
    void put(@Nullable JsonNode value);
  }

  private static List<Place> places(JsonNode node) {
    List<Place> places = new ArrayList<>();
    switch (node) {
      case ObjectNode object ->
          object
              .properties()
              .forEach(
                  member -> {
                    String name = member.getKey();
                    places.add(
                        value -> {
                          if (value == null) {
                            object.remove(name);
                          } else {
                            object.set(name, value);
                          }
                        });
                    places.addAll(places(member.getValue()));
                  });
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          int at = i;
          places.add(
              value -> {
                if (value == null) {
                  array.remove(at);
                } else {
                  array.set(at, value);
                }
              });
          places.addAll(places(array.get(i)));
        }
      }
      default -> {}
    }
    return places;
  }

  private static String digest(String content) {
    return Digest.of(content.getBytes(StandardCharsets.UTF_8));
  }
}
