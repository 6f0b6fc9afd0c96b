//! Each declaration against its row.
