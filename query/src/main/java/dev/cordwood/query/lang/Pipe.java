package dev.cordwood.query.lang;

/// One step after the filter: `| name ...`. Synonyms are resolved: `head` is [SelectPipe.Limit],
/// `first` and `last` are [SelectPipe.Sort] with a limit.
public sealed interface Pipe permits SelectPipe, FieldPipe, TransformPipe, StatsPipe {}
