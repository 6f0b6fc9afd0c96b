//! Identity providers and sign-in: 15 providers.
//!
//! Made by the test `generate` from the files beside it.

mod amazon;
mod auth0_cc;
mod aws;
mod cloudentity;
mod keycloak;
mod okta;
mod okta_preview;
mod onelogin;
mod oracle_cloud_identity;
mod ory;
mod pingone;
mod pingone_cc;
mod uae_pass;
mod yahoo;
mod yandex;

pub use amazon::*;
pub use auth0_cc::*;
pub use aws::*;
pub use cloudentity::*;
pub use keycloak::*;
pub use okta::*;
pub use okta_preview::*;
pub use onelogin::*;
pub use oracle_cloud_identity::*;
pub use ory::*;
pub use pingone::*;
pub use pingone_cc::*;
pub use uae_pass::*;
pub use yahoo::*;
pub use yandex::*;

mod alipay;
pub use alipay::*;
mod apple_signin;
pub use apple_signin::*;
mod huawei;
pub use huawei::*;
mod minecraft;
pub use minecraft::*;
mod okta_cc;
pub use okta_cc::*;
mod qq;
pub use qq::*;

use crate::{Entry, Level};
use oauth_runtime::Provider as _;

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    Entry { id: "amazon", family: "identity", module: "amazon", type_name: "Amazon", spec: Amazon::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "auth0-cc", family: "identity", module: "auth0_cc", type_name: "Auth0Cc", spec: Auth0Cc::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "aws", family: "identity", module: "aws", type_name: "Aws", spec: Aws::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "cloudentity", family: "identity", module: "cloudentity", type_name: "Cloudentity", spec: Cloudentity::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "keycloak", family: "identity", module: "keycloak", type_name: "Keycloak", spec: Keycloak::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "okta", family: "identity", module: "okta", type_name: "Okta", spec: Okta::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "okta-preview", family: "identity", module: "okta_preview", type_name: "OktaPreview", spec: OktaPreview::SPEC, level: Level::L1, alias_of: Some("okta") },
    Entry { id: "onelogin", family: "identity", module: "onelogin", type_name: "Onelogin", spec: Onelogin::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "oracle-cloud-identity", family: "identity", module: "oracle_cloud_identity", type_name: "OracleCloudIdentity", spec: OracleCloudIdentity::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "ory", family: "identity", module: "ory", type_name: "Ory", spec: Ory::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "pingone", family: "identity", module: "pingone", type_name: "Pingone", spec: Pingone::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "pingone-cc", family: "identity", module: "pingone_cc", type_name: "PingoneCc", spec: PingoneCc::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "uae-pass", family: "identity", module: "uae_pass", type_name: "UaePass", spec: UaePass::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "yahoo", family: "identity", module: "yahoo", type_name: "Yahoo", spec: Yahoo::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "yandex", family: "identity", module: "yandex", type_name: "Yandex", spec: Yandex::SPEC, level: Level::L1, alias_of: None },
];
