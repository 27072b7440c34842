package dev.cordwood.server.http;

import dev.cordwood.query.Cancellation;
import dev.cordwood.query.QueryLimits;
import dev.cordwood.query.RunOptions;
import dev.cordwood.query.lang.DurationText;
import dev.cordwood.query.lang.ParseContext;
import dev.cordwood.query.lang.Query;
import dev.cordwood.query.lang.TimeRange;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/// What all query endpoints have in common: `query`, `start`, `end`, `time`, `timeout`,
/// `extra_filters`, `extra_stream_filters`, `hidden_fields_filters`.
///
/// @param range as `start` and `end` say; open where they say nothing
/// @param moment the present moment of the query: `time`, else `end`, else now
/// @param timeout as asked for, within what the server allows
record QueryRequest(
    Parameters parameters,
    Query query,
    RunOptions options,
    TimeRange range,
    long moment,
    Duration timeout,
    Cancellation cancellation) {

  private static final List<HeaderName> TENANT =
      List.of(HeaderNames.create("AccountID"), HeaderNames.create("ProjectID"));

  static QueryRequest of(ServerRequest request, QueryLimits limits) {
    for (HeaderName header : TENANT) {
      if (!request.headers().first(header).orElse("0").equals("0")) {
        throw HttpFailure.badRequest(
            "%s: this server has no tenants; leave the header out".formatted(header.defaultCase()));
      }
    }
    return of(Parameters.of(request), limits);
  }

  static QueryRequest of(Parameters parameters, QueryLimits limits) {
    Instant clock = Instant.now();
    long now = clock.getEpochSecond() * 1_000_000_000L + clock.getNano();
    long start = time(parameters, "start", now, Long.MIN_VALUE);
    long end = time(parameters, "end", now, Long.MAX_VALUE);
    long moment = time(parameters, "time", now, end == Long.MAX_VALUE ? now : end);
    ParseContext context = ParseContext.at(moment);
    Query query = Query.parse(parameters.required("query"), context);
    Cancellation cancellation = new Cancellation();
    TimeRange range = new TimeRange(start, end);
    Duration timeout = timeout(parameters, limits);
    RunOptions options =
        RunOptions.defaults()
            .withNow(moment)
            .withTimeRange(range)
            .withTimeout(timeout)
            .withExtraFilters(ExtraFilters.of(parameters, context))
            .withHiddenFields(ExtraFilters.hiddenFields(parameters))
            .withCancellation(cancellation);
    return new QueryRequest(parameters, query, options, range, moment, timeout, cancellation);
  }

  private static long time(Parameters parameters, String name, long now, long fallback) {
    String text = parameters.text(name);
    return text.isEmpty() ? fallback : TimeParameter.parse(name, text, now);
  }

  private static Duration timeout(Parameters parameters, QueryLimits limits) {
    String text = parameters.text("timeout");
    if (text.isEmpty()) {
      return limits.timeout();
    }
    long nanos = nanos("timeout", text);
    if (nanos <= 0) {
      throw HttpFailure.badRequest("timeout: must be positive, found '%s'".formatted(text));
    }
    Duration wanted = Duration.ofNanos(nanos);
    return wanted.compareTo(limits.maxTimeout()) > 0 ? limits.maxTimeout() : wanted;
  }

  /// A duration parameter; a bare number is in seconds.
  long duration(String name, String fallback) {
    String text = parameters.text(name);
    return nanos(name, text.isEmpty() ? fallback : text);
  }

  /// A duration parameter from 0 to `most`, in nanoseconds.
  long bounded(String name, String fallback, Duration most) {
    long nanos = duration(name, fallback);
    if (nanos < 0 || nanos > most.toNanos()) {
      throw HttpFailure.badRequest(
          "%s: expected a duration from 0s to %s, found '%s'"
              .formatted(name, DurationText.format(most.toNanos()), parameters.text(name)));
    }
    return nanos;
  }

  private static long nanos(String name, String text) {
    String withUnit = text.matches("-?\\d{1,9}(\\.\\d{1,9})?") ? text + "s" : text;
    OptionalLong nanos = DurationText.parse(withUnit);
    if (nanos.isEmpty()) {
      throw HttpFailure.badRequest(
          "%s: expected a duration such as 5m or 1.5s, found '%s'".formatted(name, text));
    }
    return nanos.getAsLong();
  }

  QueryRequest with(Query other, RunOptions changed) {
    return new QueryRequest(parameters, other, changed, range, moment, timeout, cancellation);
  }
}
