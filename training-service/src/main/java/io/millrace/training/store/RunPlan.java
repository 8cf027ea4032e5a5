package io.millrace.training.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.training.decide.OpenDrift;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that decides what a run makes, so that whoever takes it up makes the same.
 *
 * @param definition the problem file, as it stood when the run was decided on
 * @param champion the version to compare with; null where there was none
 * @param newest the newest version there was, whatever it answered; 0 where there was none
 * @param drifts that it answers, the one to be learned from first
 * @param labelsSince ground truths that came before say something else; null where all count
 * @param duplicates that the run before had counted
 * @param changed when the world became another, as far as is known; null where it never did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunPlan(
    long problemVersion,
    Map<String, Object> definition,
    @Nullable Integer champion,
    int newest,
    List<OpenDrift> drifts,
    @Nullable Instant labelsSince,
    long duplicates,
    @Nullable Instant changed) {}
