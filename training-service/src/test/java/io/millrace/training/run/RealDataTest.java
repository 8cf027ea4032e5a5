package io.millrace.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.message.ModelRegistered;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.House;
import io.millrace.training.Landing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Public data sets, where they lie beside the project. */
class RealDataTest {

  @TempDir Path folder;

  @Test
  void tellsWhetherARoomIsTaken() {
    String file = dataSet("occupancy/datatraining.txt");

    ModelRegistered model =
        train(
            """
            {'problem': 'room', 'define': {'task': 'classification', 'target': 'Occupancy',
               'success': {'metric': 'f1', 'at-least': 0.9}},
             'data': {'time': 'date', 'features': {'Temperature': 'number', 'Humidity': 'number',
                'Light': 'number', 'CO2': 'number'}}}""",
            """
            SELECT 'e' || id AS event_id, date AS event_time, CAST(Occupancy AS VARCHAR) AS target,
              Temperature, Humidity, Light, CO2
            FROM read_csv('%s', header = false, skip = 1, columns = {'id': 'INTEGER',
              'date': 'TIMESTAMP', 'Temperature': 'DOUBLE', 'Humidity': 'DOUBLE',
              'Light': 'DOUBLE', 'CO2': 'DOUBLE', 'HumidityRatio': 'DOUBLE',
              'Occupancy': 'INTEGER'})"""
                .formatted(file));

    assertThat(model.metrics().get("f1")).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void tellsHowManyBikesAreHired() {
    String file = dataSet("bike_sharing/hour.csv");

    ModelRegistered model =
        train(
            """
            {'problem': 'bikes', 'define': {'task': 'regression', 'target': 'cnt',
               'success': {'metric': 'r2', 'at-least': 0.6}},
             'data': {'time': 'date', 'features': {'season': 'category', 'weathersit': 'category',
               'workingday': 'number', 'temp': 'number', 'hum': 'number', 'windspeed': 'number'}},
             'prepare': {'steps': [{'impute': 'median'}, {'derive': {'hour':
               'hour-of-day(date)', 'day': 'day-of-week(date)'}},
               {'standardise': 'all-numbers'}]}}""",
            """
            SELECT 'e' || instant AS event_id,
              strptime(dteday, '%%d/%%m/%%y') + INTERVAL (hr) HOUR AS event_time,
              CAST(cnt AS DOUBLE) AS target, CAST(season AS VARCHAR) AS season,
              CAST(weathersit AS VARCHAR) AS weathersit, CAST(workingday AS DOUBLE) AS workingday,
              temp, hum, windspeed
            FROM read_csv('%s', types = {'dteday': 'VARCHAR'})"""
                .formatted(file));

    assertThat(model.metrics().get("r2")).isBetween(0.6, 1.0);
    assertThat(model.metrics().get("mae")).isLessThan(model.metrics().get("rmse"));
  }

  @Test
  void tellsWhetherElectricityGetsDearer() {
    String file = dataSet("elec2/elec.csv");

    ModelRegistered model =
        train(
            """
            {'problem': 'electricity', 'define': {'task': 'classification', 'target': 'class',
               'success': {'metric': 'accuracy', 'at-least': 0.6}},
             'data': {'features': {'period': 'number', 'nswprice': 'number',
               'nswdemand': 'number', 'vicprice': 'number', 'vicdemand': 'number',
               'transfer': 'number'}}}""",
            """
            SELECT 'e' || i AS event_id, TIMESTAMP '1996-05-07' + INTERVAL (30 * i) MINUTE
                AS event_time, CAST(class AS VARCHAR) AS target, * EXCLUDE (i, class)
            FROM (SELECT row_number() OVER () - 1 AS i, * FROM read_csv('%s') LIMIT 10000)"""
                .formatted(file));

    assertThat(model.metrics().get("accuracy")).isGreaterThanOrEqualTo(0.7);
  }

  private ModelRegistered train(String problem, String query) {
    InMemoryBlobStore blobs = new InMemoryBlobStore();
    try (House house = new House(blobs, folder.resolve("work"), problem)) {
      Instant start = Instant.now();
      house.trainings.dataArrived(new Landing(blobs, folder, house.name()).land(query));
      await().atMost(Duration.ofMinutes(3)).until(() -> !house.told.isEmpty());
      System.out.printf(
          "%s: %s after %d ms%n",
          house.name(), house.told, Duration.between(start, Instant.now()).toMillis());
      assertThat(house.told.getFirst()).isInstanceOf(ModelRegistered.class);
      return house.told(ModelRegistered.class).getFirst();
    }
  }

  private static String dataSet(String name) {
    Path file = Path.of("..", "..", "shared", "data").resolve(name).toAbsolutePath().normalize();
    assumeTrue(Files.exists(file), () -> "skipped: there is no " + file);
    return file.toString();
  }
}
