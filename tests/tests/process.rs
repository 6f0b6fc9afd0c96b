//! Tests that need processes of their own: one that is killed, stopped, short
//! of disk space or under another umask.
//!
//! The test binary runs itself again as a child with one test, [`child::entry`],
//! which does nothing unless an environment variable names its role. Parent and
//! child talk in lines over pipes: nobody sleeps, everybody waits for a line.
//!
//! A parent that serves its child (a mock server in the same process) needs
//! `#[tokio::test(flavor = "multi_thread")]`, because waiting for a line blocks
//! the thread.

pub mod child;
pub mod parent;
mod roles;
mod self_test;
