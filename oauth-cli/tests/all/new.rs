//! `oauth new`

mod refused;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::scripted::{Answer, Scripted};
use crate::support::terminal::Terminal;
use crate::support::{Home, Ran};

fn document(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/all/documents")
        .join(name)
        .to_str()
        .unwrap()
        .to_owned()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}

/// Writes a crate that uses the crates of this checkout.
async fn write(home: &Home, name: &str, from: &str) -> Ran {
    let root = root();
    home.run(&[
        "new",
        name,
        "--from",
        from,
        "--path",
        root.to_str().unwrap(),
    ])
    .await
    .ok()
}

fn lib(home: &Home, dir: &str) -> String {
    std::fs::read_to_string(home.path().join(dir).join("src/lib.rs")).unwrap()
}

/// The crates of all documents in one workspace, with the lock file of this one, so that
/// nothing is asked of a registry.
#[tokio::test]
async fn every_crate_compiles_without_a_warning_and_its_tests_pass() {
    let home = Home::new();
    for (name, file) in [
        ("Northwind SSO", "openid.json"),
        ("tinbox", "metadata.json"),
        ("harbour-desk", "openapi.yaml"),
        ("Orchard", "tenants.json"),
        ("ledgerline", "swagger.json"),
        // A vendor can have the name of a type that everybody uses.
        ("Box", "hostile.json"),
    ] {
        write(&home, name, &document(file)).await;
    }
    let own = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    // The profile decides whether what is built already can be used.
    let profile = own
        .split_once("[profile.dev]")
        .unwrap()
        .1
        .split_once("[profile.bench]")
        .unwrap()
        .0;
    home.file(
        "Cargo.toml",
        &format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\"oauth-*\"]\n\n[profile.dev]{profile}"
        ),
    );
    std::fs::copy(root().join("Cargo.lock"), home.path().join("Cargo.lock")).unwrap();
    // Beside the executable that is tested: `target/debug/oauth`.
    let target = Path::new(env!("CARGO_BIN_EXE_oauth"))
        .ancestors()
        .nth(2)
        .unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let ran = Command::new(cargo)
        .args(["test", "--offline", "--workspace"])
        .current_dir(home.path())
        .env("CARGO_TARGET_DIR", target)
        .env(
            "RUSTFLAGS",
            std::env::var_os("RUSTFLAGS").unwrap_or_default(),
        )
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&ran.stderr);
    let out = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{out}\n{err}");
    assert!(
        !err.contains("warning: unused") && !err.contains("(lib) generated"),
        "{err}"
    );
    for test in [
        "a_person_signs_in",
        "a_token_that_ran_out_is_renewed",
        "a_program_gets_a_token_for_itself",
    ] {
        assert!(
            out.contains(&format!("test {test} ... ok")),
            "{test}: {out}"
        );
    }
}

#[tokio::test]
async fn metadata_becomes_a_declaration() {
    let home = Home::new();
    let ran = write(&home, "Northwind SSO", &document("openid.json")).await;
    assert_eq!(ran.out, "oauth-northwind-sso\n");
    assert!(ran.err.contains("password grant"), "{ran:?}");
    let lib = lib(&home, "oauth-northwind-sso");
    for line in [
        "name = \"Northwind SSO\"",
        "issuer = \"https://sso.northwind.example/realms/main\"",
        "device = \"https://sso.northwind.example/realms/main/protocol/openid-connect/auth/device\"",
        "client_credentials,",
        "client_auth = basic,",
        "callback(iss = required)",
        "OfflineAccess = \"offline_access\"",
        "pub struct NorthwindSso;",
    ] {
        assert!(lib.contains(line), "{line}: {lib}");
    }
    let json = write_json(&home, "tinbox", "metadata.json").await;
    let notes = json["notes"].as_array().unwrap();
    assert!(
        notes
            .iter()
            .any(|note| note.as_str().unwrap().contains("PKCE")),
        "{notes:?}"
    );
    let lib = self::lib(&home, "oauth-tinbox");
    for line in [
        "authorize = \"https://auth.tinbox.example/authorize?prompt=consent\"",
        "callback(mode = form_post)",
        "FilesRead = \"files.read\"",
        "FilesRead2 = \"files:read\"",
        "FilesRead3 = \"files_read\"",
        "AuthDriveReadonly = ",
        "SelfScope = \"self\"",
    ] {
        assert!(lib.contains(line), "{line}: {lib}");
    }
}

async fn write_json(home: &Home, name: &str, file: &str) -> serde_json::Value {
    home.run(&["new", name, "--from", &document(file), "--json"])
        .await
        .ok()
        .json()
}

#[tokio::test]
async fn an_openapi_document_becomes_a_declaration_in_yaml_and_in_json() {
    let home = Home::new();
    write(&home, "harbour-desk", &document("openapi.yaml")).await;
    let lib = self::lib(&home, "oauth-harbour-desk");
    for line in [
        "vars(region: OneOf(Eu = \"eu\", Us = \"us\", ApSouth = \"ap-south\") = Eu, version: OneOf(V1 = \"v1\", V2 = \"v2\") = V2)",
        "client_credentials = \"https://login.harbourdesk.example/oauth/machine-token\"",
        "refresh = \"https://login.harbourdesk.example/oauth/renew\"",
        "api = \"https://{region}.api.harbourdesk.example/{version}/\"",
        "Change tickets. Includes closing them.",
    ] {
        assert!(lib.contains(line), "{line}: {lib}");
    }
    write(&home, "orchard", &document("tenants.json")).await;
    let lib = self::lib(&home, "oauth-orchard");
    for line in [
        "vars(company: DnsLabel, type_value: PathSegment = \"people\")",
        "authorize = \"https://{company}.orchard.example/oauth/{company}/authorize\"",
        "token = \"https://{company}.orchard.example/oauth/token\"",
        "device = \"https://{company}.orchard.example/oauth/device\"",
    ] {
        assert!(lib.contains(line), "{line}: {lib}");
    }
    write(&home, "ledgerline", &document("swagger.json")).await;
    let lib = self::lib(&home, "oauth-ledgerline");
    assert!(
        lib.contains("client_credentials = \"https://api.ledgerline.example/oauth/token\""),
        "{lib}"
    );
    assert!(
        lib.contains("api = \"https://api.ledgerline.example/v1/\""),
        "{lib}"
    );
}

#[tokio::test]
async fn a_crate_that_is_there_is_not_overwritten() {
    let home = Home::new();
    write(&home, "orchard", &document("tenants.json")).await;
    let before = lib(&home, "oauth-orchard");
    let ran = home
        .run(&["new", "orchard", "--from", &document("swagger.json")])
        .await
        .fails(1);
    assert!(ran.err.contains("is there already"), "{ran:?}");
    assert_eq!(lib(&home, "oauth-orchard"), before);
    let manifest = home
        .run(&[
            "new",
            "orchard",
            "--from",
            &document("tenants.json"),
            "--dir",
            "elsewhere",
        ])
        .await
        .ok();
    assert_eq!(manifest.out, "elsewhere\n");
    let manifest = std::fs::read_to_string(home.path().join("elsewhere/Cargo.toml")).unwrap();
    assert!(
        manifest.contains("oauth-runtime = { version = \"0.1\", default-features = false }"),
        "{manifest}"
    );
}

#[tokio::test]
async fn the_metadata_of_an_issuer_is_found_and_redirects_are_not_followed() {
    let home = Home::new();
    let server = Scripted::start(|origin, _, target| match target {
        "/tenant/.well-known/openid-configuration" => Answer::json(serde_json::json!({
            "authorization_endpoint": "https://acme.example/a",
            "token_endpoint": "https://acme.example/t",
        })),
        "/moved" => {
            let mut answer = Answer::empty(302);
            answer.headers.push((
                "location",
                format!("{origin}/tenant/.well-known/openid-configuration"),
            ));
            answer
        }
        _ => Answer::empty(404),
    })
    .await;
    home.run(&[
        "new",
        "acme",
        "--from",
        &format!("{}/tenant", server.origin),
    ])
    .await
    .ok();
    assert!(lib(&home, "oauth-acme").contains("https://acme.example/t"));
    let ran = home
        .run(&[
            "new",
            "other",
            "--from",
            &format!("{}/moved", server.origin),
        ])
        .await
        .fails(1);
    assert!(ran.err.contains("give the address itself"), "{ran:?}");
}

#[test]
fn a_person_at_a_terminal_is_asked() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["new", "Acme CRM"], &[]);
    for (question, answer) in [
        ("Address of that page", "https://acme.example/docs"),
        (
            "Authorization endpoint",
            "https://{site}.acme.example/authorize",
        ),
        ("Token endpoint", "https://{site}.acme.example/token"),
        ("prove its identity", "basic"),
        ("client credentials", ""),
        ("refresh tokens", "no"),
        ("Device authorization", ""),
        ("Revocation", ""),
        ("API's paths", "https://{site}.acme.example/api"),
        ("Scopes", "contacts.read contacts.write"),
    ] {
        terminal.wait(|shown| shown.contains(question).then_some(()));
        terminal.type_text(&format!("{answer}\r"));
    }
    let (code, shown) = terminal.end();
    assert!(code == 0 && shown.contains("is written"), "{shown}");
    let lib = lib(&home, "oauth-acme-crm");
    for line in [
        "name = \"Acme CRM\"",
        "vars(site: DnsLabel)",
        "refresh = none",
        "api = \"https://{site}.acme.example/api/\"",
        "ContactsWrite = \"contacts.write\"",
    ] {
        assert!(lib.contains(line), "{line}: {lib}");
    }
}
