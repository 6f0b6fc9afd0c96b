//! What a process is called by others that share its store.

/// This process, for people.
pub(super) fn name() -> String {
    match cfg!(all(target_family = "wasm", target_os = "unknown")) {
        // There are no processes, and asking for the number of one panics.
        true => "wasm".to_owned(),
        false => format!("pid {}", std::process::id()),
    }
}
