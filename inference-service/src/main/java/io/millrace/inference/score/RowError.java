package io.millrace.inference.score;

/**
 * Why a row is not scored.
 *
 * @param field the offending one; empty where the row as a whole is none
 */
public record RowError(String field, String found, String expected) {}
