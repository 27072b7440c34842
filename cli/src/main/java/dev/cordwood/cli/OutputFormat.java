package dev.cordwood.cli;

/// How rows are printed.
enum OutputFormat {
  TEXT,
  JSON,
  CSV,
  TABLE
}
