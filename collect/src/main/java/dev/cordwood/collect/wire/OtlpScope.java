package dev.cordwood.collect.wire;

import java.util.List;

/// Where OTLP log records come from.
///
/// @param fields named as they are in the row: `service.name`, `resource.cloud.region`,
///   `scope.name`
record OtlpScope(List<Datum.Field> fields) {}
