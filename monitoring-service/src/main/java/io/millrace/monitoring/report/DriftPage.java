package io.millrace.monitoring.report;

import io.millrace.starter.page.PageTemplate;

/** A report as one HTML page that needs nothing else; whatever it shows is escaped. */
final class DriftPage {

  private static final PageTemplate TEMPLATE = PageTemplate.of(DriftPage.class, "drift.mustache");

  private DriftPage() {}

  static String html(DriftReport report) {
    return TEMPLATE.show(new Viewing(report).view());
  }
}
