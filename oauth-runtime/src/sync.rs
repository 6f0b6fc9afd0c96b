//! The primitives under the single flight, replaced by a model checker's in tests.

pub(crate) use std::sync::{Mutex, PoisonError};

pub(crate) use tokio::sync::watch;
