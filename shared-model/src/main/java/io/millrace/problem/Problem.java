package io.millrace.problem;

/** What a user states in one file: six steps from what to predict to what to watch. */
public record Problem(
    ProblemName name,
    Define define,
    Data data,
    Prepare prepare,
    Train train,
    Deploy deploy,
    Monitor monitor) {}
