//! Sessions in stores: what stores, connections and events show of them.

use std::path::PathBuf;

use oauth_runtime::spec::CallKind;
use oauth_runtime::{DynClient, DynSession, Error};

use super::world::{CALLBACK, World};

/// Signs in over a file store and over SQLite, and breaks the records.
pub async fn all(world: &World) {
    for scheme in ["file", "sqlite"] {
        let name = format!(
            "canary-{}-{scheme}-{}",
            world.case.spec.id,
            std::process::id()
        );
        let place = std::env::temp_dir().join(name);
        let url = format!("{scheme}:{}?key=none", place.display());
        let store = oauth_stores::open_migrated(&url).await.unwrap();
        world.sweep.debug("a store", &store.describe());
        let client = world.builder().store(store).build().unwrap();
        let mut events = client.events();
        let session = signed_in(world, &client).await;
        world.sweep.debug("a stored session", &session);
        let listed = client.connections().list().await;
        for connection in world.sweep.outcome("connections", listed).unwrap() {
            world.sweep.output("connections", &connection.key);
        }
        damage(&place);
        let other = world
            .builder()
            .store(oauth_stores::open(&url).await.unwrap());
        let other = other.build().unwrap();
        world
            .sweep
            .outcome("a damaged record", other.stored_session().await);
        world
            .sweep
            .outcome("a damaged record", other.connections().list().await);
        if let Ok(session) = session {
            world
                .sweep
                .outcome("a renewal over a damaged record", session.renew().await);
            world
                .sweep
                .outcome("a sign-out over a damaged record", session.sign_out().await);
        }
        drop(client);
        drop(other);
        while let Ok(Some(event)) =
            tokio::time::timeout(std::time::Duration::ZERO, events.next()).await
        {
            world.sweep.debug("events", &event);
        }
        let _ = std::fs::remove_dir_all(&place);
        let _ = std::fs::remove_file(&place);
    }
}

async fn signed_in(world: &World, client: &DynClient) -> Result<DynSession, Error> {
    if !world.has(CallKind::Authorize) {
        return client.client_credentials(world.case.scope).await;
    }
    let login = client.authorize(CALLBACK, world.case.scope).begin()?;
    let callback = world.browse(login.url()).await;
    login.finish(&callback).await
}

/// Puts text between the values of every file of a store.
fn damage(place: &PathBuf) {
    let files: Vec<PathBuf> = match place.is_dir() {
        true => std::fs::read_dir(place)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect(),
        false => vec![place.clone()],
    };
    for file in files.iter().filter(|file| file.is_file()) {
        let bytes = std::fs::read(file).unwrap();
        let text = String::from_utf8_lossy(&bytes).replace("access_token", "access_t0ken");
        std::fs::write(file, text.replace("\":\"", "\":x\"")).unwrap();
    }
}
