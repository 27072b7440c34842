package dev.cordwood.store;

/// The process that has a store open.
///
/// @param pid its process id, 0 when it could not be read
/// @param address where it serves HTTP (`http://127.0.0.1:8050`), empty when it does not
public record LockHolder(long pid, String address) {}
