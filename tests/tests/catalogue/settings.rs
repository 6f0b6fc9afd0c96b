//! Settings that are missing, or are not what they should be.

use oauth_runtime::{Code, DynClient, Error, Provider as _, Settings};

use super::{Acme, Case};

async fn no_client_id() -> Error {
    let none: [(&str, &str); 0] = [];
    let settings = Settings::new().and_variables(none);
    DynClient::from_settings(Acme::SPEC, &settings).unwrap_err()
}

async fn misspelt() -> Error {
    let settings = Settings::new().set("acme", "client_id", "app").set(
        "acme",
        "client_sekret",
        "CANARY-secret",
    );
    DynClient::from_settings(Acme::SPEC, &settings).unwrap_err()
}

pub(super) const CASES: &[Case] = &[
    Case::new(Code::SettingMissing, || Box::pin(no_client_id()))
        .key("ACME_CLIENT_ID")
        .says(&["`ACME_CLIENT_ID` in the environment", "`[acme]`"]),
    Case::new(Code::SettingRefused, || Box::pin(misspelt()))
        .key("set(\"acme\", \"client_sekret\", ...)")
        .says(&["`client_sekret`", "did you mean `client_secret`?"]),
];

#[tokio::test]
async fn these_errors_name_what_to_change() {
    super::check_all(CASES).await;
}
