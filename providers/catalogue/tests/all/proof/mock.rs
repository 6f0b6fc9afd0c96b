//! Every provider against a strict server made from its own declaration.
