//! The MCP server of the protocol's own SDK for TypeScript, with its authorization.

use std::sync::Arc;

use oauth_runtime::store::MemoryStore;
use oauth_runtime::transport::ReqwestTransport;
use oauth_runtime::value::Url;
use oauth_runtime::{ClientMetadata, Code, Session, oauth_provider};
use serde_json::{Value, json};

use super::browser::approve;
use super::process::{Server, Setting};
use super::running::{LASTING, REDIRECT_URI};

pub const NAME: &str = "mcp";

/// All that a program says of a server whose address its user types.
#[oauth_provider(vars(server: Url), resource = "{server}")]
pub struct Mcp;

/// A running server and the store of a program.
struct World {
    server: Arc<Server>,
    store: Arc<MemoryStore>,
}

impl World {
    fn new() -> Option<Self> {
        let setting = Setting {
            name: NAME,
            profile: "",
            access_ttl: LASTING,
        };
        Some(Self {
            server: Server::shared(setting)?,
            store: Arc::default(),
        })
    }

    fn resource(&self) -> String {
        format!("{}/mcp", self.server.site)
    }

    /// The program as it starts: it has the address, and what its store holds.
    fn start(&self) -> McpClient {
        let server: Url = self.resource().parse().unwrap();
        McpClient::builder(McpVars { server }, "")
            .client_metadata(ClientMetadata::new("Interop"))
            .store(self.store.clone())
            .transport(ReqwestTransport::with(|builder| builder.no_proxy()).unwrap())
            .build()
            .unwrap()
    }

    /// Has the server forget a client, as some do after a while.
    async fn forget(&self, client_id: &str) {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let address = format!("{}/clients/{client_id}", self.server.site);
        let answer = http.delete(address).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 204);
    }
}

async fn sign_in(client: &McpClient) -> Session<Mcp> {
    let login = client.authorize(REDIRECT_URI, []).await.unwrap();
    let callback = approve(login.url()).await;
    login.finish(&callback).await.unwrap()
}

/// A request of the protocol over HTTP.
async fn ask(session: &Session<Mcp>, method: &str, params: Value) -> Value {
    let request = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
    let mut answer: Value = session
        .post("")
        .header("accept", "application/json, text/event-stream")
        .body_json(&request)
        .json()
        .await
        .unwrap();
    answer["result"].take()
}

/// The client id of the token, as the server knows it.
async fn client_id(session: &Session<Mcp>) -> String {
    let result = ask(
        session,
        "tools/call",
        json!({"name": "whoami", "arguments": {}}),
    )
    .await;
    result["content"][0]["text"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_signs_in_by_the_address_alone() {
    let Some(world) = World::new() else { return };
    let client = world.start();
    assert!(client.stored_session().await.unwrap().is_none());
    let session = sign_in(&client).await;
    let hello = json!({
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "interop", "version": "1"},
    });
    let server = ask(&session, "initialize", hello).await;
    assert_eq!(server["serverInfo"]["name"], "interop");
    let tools = ask(&session, "tools/list", json!({})).await;
    assert_eq!(tools["tools"][0]["name"], "whoami");
    let registered = client_id(&session).await;

    let first = session.tokens();
    session.renew().await.unwrap();
    let second = session.tokens();
    assert!(!first.access_token.matches(second.access_token.expose()));
    assert_eq!(client_id(&session).await, registered);
    drop((session, client));

    // After a restart the store is enough, for the tokens and for the registration.
    let client = world.start();
    let session = client.stored_session().await.unwrap().unwrap();
    session.renew().await.unwrap();
    assert_eq!(client_id(&session).await, registered);
    let other = sign_in(&client.account("ada")).await;
    assert_eq!(client_id(&other).await, registered);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_right_that_is_missing_is_asked_for() {
    let Some(world) = World::new() else { return };
    let client = world.start();
    let session = sign_in(&client).await;
    let refusal = session.get("admin").send().await.unwrap_err();
    assert_eq!(refusal.code(), Code::Forbidden);
    assert_eq!(refusal.required_scopes(), ["mcp:tools", "mcp:admin"]);
    let login = session.step_up(REDIRECT_URI, &refusal).unwrap();
    let login = login.await.unwrap();
    let callback = approve(login.url()).await;
    let session = login.finish(&callback).await.unwrap();
    let answer: Value = session.get("admin").json().await.unwrap();
    assert_eq!(answer["scopes"], json!(["mcp:tools", "mcp:admin"]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_the_server_forgot_registers_anew() {
    let Some(world) = World::new() else { return };
    let client = world.start();
    let session = sign_in(&client).await;
    let registered = client_id(&session).await;
    world.forget(&registered).await;
    let error = session.renew().await.unwrap_err();
    assert_eq!(error.code(), Code::RegistrationChanged);
    assert!(error.is_reauth_required());
    let session = sign_in(&client).await;
    assert_ne!(client_id(&session).await, registered);
    session.revoke().await.unwrap();
}
