package dev.cordwood.cli;

import dev.cordwood.server.config.ConfigException;
import dev.cordwood.server.config.ConfigFile;
import dev.cordwood.server.config.ConfigPrinter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "config",
    description = {
      "Print the effective configuration as YAML, every setting with what it means.",
      "The output is itself a configuration file.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cordwood config > cordwood.yaml          a file to start from",
      "  cordwood config --check cordwood.yaml    what is wrong with it, all at once",
    })
final class ConfigCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description = "Only say what is wrong with this file; exit 2 if anything is.")
  private @Nullable Path check;

  @SuppressWarnings("NullAway.Init") // picocli fills in what is marked
  private ConfigCommand() {}

  @Override
  public Integer call() throws IOException, ConfigException {
    if (check != null) {
      ConfigFile.read(check);
      System.out.println(check + ": ok");
    } else {
      Output out = new Output();
      out.print(ConfigPrinter.print(options.load()));
      out.flush();
    }
    return ExitCodes.OK;
  }
}
