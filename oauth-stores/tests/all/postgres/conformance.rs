//! The store is held to the contract by the kit.

use super::*;

/// A schema of one case, dropped with its last handle.
struct Schema(String);

impl Schema {
    async fn new() -> Option<Arc<Self>> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        connect().await?;
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("oauth_stores_kit_{}_{count}", std::process::id());
        Some(Arc::new(Self(name)))
    }

    async fn store(&self) -> Arc<PostgresStore> {
        let store = PostgresStore::connect(&url()).unwrap();
        let store = store.with_schema(&*self.0).unwrap().with_pool_size(4);
        store.migrate().await.unwrap();
        Arc::new(store)
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        let drop = format!(
            "SET lock_timeout = '5s'; DROP SCHEMA IF EXISTS {} CASCADE",
            self.0
        );
        // The case's own runtime is about to end and must not be waited for.
        let cleaner = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                if let Some(client) = connect().await {
                    client.batch_execute(&drop).await.unwrap();
                }
            });
        });
        cleaner.join().unwrap();
    }
}

oauth_stores::store_conformance! {
    mod postgres_store;
    open: async {
        match Schema::new().await {
            Some(schema) => Some((schema.store().await, schema)),
            None => None,
        }
    },
    reopen: |(_, schema)| async move { schema.store().await },
}
