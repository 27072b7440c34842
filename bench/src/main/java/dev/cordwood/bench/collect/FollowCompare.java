package dev.cordwood.bench.collect;

import dev.cordwood.bench.compare.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Following files to the last line, beside rsyslog's imfile and syslog-ng's file source, in one
/// run: `FollowCompare ROOT [MEGABYTES] [HEAP] [ROUNDS]`. Each program is a fresh process each
/// time; theirs copy lines to a file, ours parses, indexes and syncs them.
public final class FollowCompare {
  private static final String[] PARTS = {"", ", the same again"};

  private FollowCompare() {}

  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]).toAbsolutePath();
    long bytes = (args.length > 1 ? Long.parseLong(args[1]) : 300) * 1_000_000;
    String heap = args.length > 2 ? args[2] : "128m";
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 3;
    List<Shipper> shippers = new ArrayList<>(List.of(new Shipper.Cordwood(root, heap)));
    Path unpacked = root.resolve("interop/target/programs");
    if (Files.exists(unpacked.resolve("complete"))) {
      shippers.add(new Shipper.Rsyslog(unpacked.resolve("rsyslog")));
      shippers.add(new Shipper.SyslogNg(unpacked.resolve("syslog-ng")));
    } else {
      System.err.println("without rsyslog and syslog-ng: " + unpacked + " is missing");
    }
    for (Shipper shipper : shippers) {
      System.out.printf("%s: %s%n", shipper.name(), shipper.keeps());
    }
    System.out.println("| files | program | MB/s | CPU s per GB | MB/s per core | peak RSS, MB |");
    System.out.println("|---|---|---:|---:|---:|---:|");
    Path work = Files.createTempDirectory("cordwood-follow");
    try {
      for (Workload workload : Workload.values()) {
        for (int files : new int[] {1, 1_000}) {
          Path folder = work.resolve("in");
          Workload.Written written = workload.write(folder, files, bytes);
          for (Shipper shipper : shippers) {
            report(shipper, workload, files, written, folder, work, rounds);
          }
          Trees.delete(folder);
        }
      }
    } finally {
      Trees.delete(work);
    }
  }

  private static void report(
      Shipper shipper,
      Workload workload,
      int files,
      Workload.Written written,
      Path folder,
      Path work,
      int rounds)
      throws Exception {
    List<List<Measurement>> all = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Path own = Files.createDirectories(work.resolve("out"));
      all.add(shipper.follow(folder, own, written));
      Trees.delete(own);
    }
    for (int part = 0; part < all.getFirst().size(); part++) {
      int number = part;
      print(
          "| %d of %s | %s".formatted(files, workload.key(), shipper.name() + PARTS[part]),
          written.bytes() / 1e6,
          all.stream().map(round -> round.get(number)).toList());
    }
  }

  private static void print(String row, double megabytes, List<Measurement> all) {
    double seconds = median(all.stream().mapToDouble(Measurement::seconds).sorted().toArray());
    double cpu = median(all.stream().mapToDouble(Measurement::cpuSeconds).sorted().toArray());
    double peak =
        median(all.stream().mapToDouble(Measurement::peakResidentBytes).sorted().toArray());
    System.out.printf(
        "%s | %.0f | %.1f | %.0f | %.0f |%n",
        row, megabytes / seconds, cpu / megabytes * 1e3, megabytes / cpu, peak / 1e6);
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }
}
