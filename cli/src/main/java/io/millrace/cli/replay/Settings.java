package io.millrace.cli.replay;

import java.util.OptionalInt;

/**
 * How to replay.
 *
 * @param rate rows a second; empty: as fast as it goes
 * @param labelsAfter how many rows later a label is sent; 0: in its row
 * @param batch rows a request
 * @param prefix of the ids of rows that have none
 */
public record Settings(OptionalInt rate, int labelsAfter, int batch, String prefix) {}
