package io.millrace.cli.state;

import io.millrace.cli.state.StatedFile.Fault;
import java.util.Locale;

/** How a fault of a file is said. */
public enum FaultFormat {
  TEXT {
    @Override
    public String say(StatedFile file, Fault fault) {
      return "%s:%d: %s".formatted(file.file(), fault.line(), fault.message());
    }
  },

  /** Shown by GitHub beside the line of a pull request. */
  GITHUB {
    @Override
    public String say(StatedFile file, Fault fault) {
      return "::error file=%s,line=%d,title=problem file::%s"
          .formatted(property(file), fault.line(), data(fault.message()));
    }

    private static String data(String text) {
      return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(StatedFile file) {
      return data(file.file().toString()).replace(":", "%3A").replace(",", "%2C");
    }
  },

  /** Shown by Azure Pipelines as an error of the run. */
  AZURE_PIPELINES {
    @Override
    public String say(StatedFile file, Fault fault) {
      return "##vso[task.logissue type=error;sourcepath=%s;linenumber=%d]%s"
          .formatted(property(file), fault.line(), data(fault.message()));
    }

    private static String data(String text) {
      return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(StatedFile file) {
      return data(file.file().toString()).replace(";", "%3B").replace("]", "%5D");
    }
  };

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** On one line, whatever it holds. */
  public abstract String say(StatedFile file, Fault fault);
}
