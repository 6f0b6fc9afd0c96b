//! The store of one process is held to the contract.

use std::sync::Arc;

use oauth_runtime::store::{MemoryStore, Store};

oauth_stores::store_conformance! {
    mod memory_store;
    async { Arc::new(MemoryStore::new()) }
}

oauth_stores::store_conformance! {
    mod memory_store_of_two_handles;
    open: async {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
        Some((store, "what lives as long as the store"))
    },
    reopen: |(store, _)| async { store },
}

oauth_stores::store_conformance! {
    mod store_without_server;
    async { None::<Arc<MemoryStore>> }
}
