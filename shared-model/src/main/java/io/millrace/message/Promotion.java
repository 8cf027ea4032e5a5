package io.millrace.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.problem.Rollout;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a version came here from another environment, as the same bytes.
 *
 * @param from that environment, as the one who asked calls it
 * @param url where its training answers; null where nobody said
 * @param version its number there
 * @param packaged its number where it was made, which its manifest says
 * @param takenBy who took the package out, as that environment knows the caller
 * @param askedBy who asked for it, as this environment knows the caller
 * @param rollout how it comes into use here: a person decides, or what it says as a shadow
 * @param before how it had come to that environment; null where it was made there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Promotion(
    String from,
    @Nullable String url,
    int version,
    int packaged,
    String takenBy,
    Instant takenAt,
    String askedBy,
    Instant askedAt,
    Rollout rollout,
    @Nullable Promotion before) {}
