package io.millrace.ingestion.land;

import io.millrace.starter.messaging.ControlPublisher;

/** What landing writes to. */
record Outlet(FileFolder files, Assets assets, Profiler profiler, ControlPublisher publisher) {}
