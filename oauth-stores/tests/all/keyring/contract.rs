//! The conformance kit over a keyring.

use std::sync::Arc;

use super::fake::{Fake, Place};

oauth_stores::store_conformance! {
    mod keyring_store;
    open: async {
        let (fake, place) = (Fake::default(), Place::new());
        Some((Arc::new(place.store(&fake)), Arc::new((fake, place))))
    },
    reopen: |(_, kept)| async move { Arc::new(kept.1.store(&kept.0)) },
}
