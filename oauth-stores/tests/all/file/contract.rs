//! The contract that every store is held to.

use std::sync::Arc;

use oauth_stores::FileStore;

use super::scratch::{Scratch, keys};

oauth_stores::store_conformance! {
    mod plain;
    open: async {
        let scratch = Arc::new(Scratch::new());
        Some((Arc::new(FileStore::plain(scratch.store())), scratch))
    },
    reopen: |(_, scratch)| async move { Arc::new(FileStore::plain(scratch.store())) },
}

oauth_stores::store_conformance! {
    mod sealed;
    open: async {
        let scratch = Arc::new(Scratch::new());
        Some((Arc::new(FileStore::sealed(scratch.store(), keys(1))), scratch))
    },
    reopen: |(_, scratch)| async move { Arc::new(FileStore::sealed(scratch.store(), keys(1))) },
}
