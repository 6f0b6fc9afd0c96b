//! The process that holds the secrets.

/// Keeps the memory of this process to itself, as far as the system lets it: no core
/// dump, and no other process of the same user looks into it or at its environment.
/// Swap is not prevented; encrypt it.
#[cfg(target_os = "linux")]
pub(crate) fn harden() {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};

    // Where it is refused, everything works as well.
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

/// Other systems have nothing like it that needs no unsafe code.
#[cfg(not(target_os = "linux"))]
pub(crate) fn harden() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::process::{DumpableBehavior, dumpable_behavior};

    #[test]
    fn f_66_the_memory_of_the_process_is_not_dumped() {
        super::harden();
        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
    }
}
