package dev.cordwood.collect.agent;

/// How far a source goes with a message: rows are stored only while the server still has `from`, so
/// that whatever is sent twice, late, or by two is stored once.
///
/// @param source the agent's own key of it
/// @param from the state that the server has, as far as the agent knows; empty for none
/// @param to the state after the rows of the message; empty forgets the source
record Move(String source, String from, String to) {}
