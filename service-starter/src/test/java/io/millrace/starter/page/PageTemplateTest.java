package io.millrace.starter.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PageTemplateTest {

  private record Greeting(String name, @Nullable String none) {}

  @Test
  void escapesWhatItShowsAndBringsTheStyleOfAllPages() {
    String page =
        PageTemplate.of(PageTemplateTest.class, "greeting.mustache")
            .show(new Greeting("<b onclick=\"x\">'&", null));

    assertThat(page)
        .contains(
            "--paper", "prefers-color-scheme: dark", "<i></i>", "&lt;b onclick", "&quot;x&quot;")
        .doesNotContain("<b", "\"x\"", "{{");
  }

  @Test
  void saysWhichTemplateIsMissing() {
    assertThatThrownBy(() -> PageTemplate.of(PageTemplateTest.class, "none.mustache"))
        .hasMessageContaining("no none.mustache beside");
  }
}
