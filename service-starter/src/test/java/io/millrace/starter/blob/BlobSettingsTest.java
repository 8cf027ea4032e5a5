package io.millrace.starter.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BlobSettingsTest {

  @Test
  void namesTheKeyThatIsMissingOrWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlobSettings("s3", null, null))
        .withMessage("millrace.blob.store: found s3; allowed: folder, azure");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlobSettings("folder", null, null))
        .withMessageContaining("millrace.blob.folder: found nothing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlobSettings("azure", Path.of("x"), null))
        .withMessageContaining("millrace.blob.azure: found nothing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlobSettings.Azure("a", "b", null, "c"))
        .withMessageContaining("millrace.blob.azure.endpoint")
        .withMessageContaining("exactly one");
  }

  @Test
  void neverShowsTheAccountsKey() {
    assertThat(new BlobSettings.Azure("AccountKey=secret", null, null, "c").toString())
        .doesNotContain("secret");
    assertThat(new BlobSettings.Azure(null, "https://a", "sig=secret", "c").toString())
        .doesNotContain("secret");
  }
}
