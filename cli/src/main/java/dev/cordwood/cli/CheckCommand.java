package dev.cordwood.cli;

import dev.cordwood.server.config.Sizes;
import dev.cordwood.store.CheckReport;
import dev.cordwood.store.Problem;
import dev.cordwood.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description = {
      "Read every byte of a data directory, or of one part file, and say what is damaged.",
      "Changes nothing; a server may be running. Exits 1 when something is damaged.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cordwood check",
      "  cordwood check /var/lib/cordwood --files",
    })
final class CheckCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "The data directory, or a part file (default: --data).")
  private @Nullable Path given;

  @Option(
      names = {"-d", "--data"},
      paramLabel = "DIR",
      defaultValue = "${env:CORDWOOD_DATA:-cordwood-data}",
      description = "The data directory (default: $$CORDWOOD_DATA, else cordwood-data).")
  private Path data = Path.of("cordwood-data");

  @Option(names = "--files", description = "List every file that was read.")
  private boolean files;

  @Override
  public Integer call() throws IOException {
    Path directory = given != null ? given : data;
    if (!Files.exists(directory)) {
      throw CommandFailure.of(directory + ": there is no such data directory");
    }
    CheckReport report = Store.check(directory);
    Output out = new Output();
    long bytes = 0;
    long rows = 0;
    for (CheckReport.CheckedFile file : report.files()) {
      bytes += file.bytes();
      rows += file.rows();
      if (files) {
        line(
            out,
            "%s: %s, %,d rows%s"
                .formatted(
                    file.file(),
                    Sizes.human((double) file.bytes()),
                    file.rows(),
                    file.problems().isEmpty() ? "" : ", DAMAGED"));
      }
    }
    List<Problem> problems = report.problems();
    problems.forEach(problem -> line(out, problem.toString()));
    line(
        out,
        "%s: %,d files, %s, %,d rows: %s"
            .formatted(
                directory,
                report.files().size(),
                Sizes.human((double) bytes),
                rows,
                switch (problems.size()) {
                  case 0 -> "sound";
                  case 1 -> "1 problem";
                  default -> "%,d problems".formatted(problems.size());
                }));
    out.flush();
    return problems.isEmpty() ? ExitCodes.OK : ExitCodes.FAILURE;
  }

  private static void line(Output out, String text) {
    out.print(Terminal.safe(text) + "\n");
  }
}
