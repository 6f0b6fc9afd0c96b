//! The conformance kit over Redis, directly and sealed.

use std::sync::Arc;

use oauth_stores::seal::{Keys, Sealed};

use super::fixture::Fixture;

oauth_stores::store_conformance! {
    mod redis_store;
    open: async {
        let server = Fixture::migrated().await?;
        Some((Arc::new(server.store()), Arc::new(server)))
    },
    reopen: |(_, server)| async move { Arc::new(server.store()) },
}

oauth_stores::store_conformance! {
    mod sealed_redis_store;
    async {
        let server = Fixture::migrated().await?;
        let sealed = Sealed::new(server.store(), Keys::from_bytes([7; 32]));
        Some((Arc::new(sealed), Arc::new(server)))
    }
}
