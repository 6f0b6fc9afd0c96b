//! Identity providers and sign-in: 21 providers.
//!
//! Made by the test `generate` from the files beside it.

mod alipay;
mod amazon;
mod apple_signin;
mod auth0_cc;
mod aws;
mod cloudentity;
mod huawei;
mod keycloak;
mod minecraft;
mod okta;
mod okta_cc;
mod okta_preview;
mod onelogin;
mod oracle_cloud_identity;
mod ory;
mod pingone;
mod pingone_cc;
mod qq;
mod uae_pass;
mod yahoo;
mod yandex;

pub use alipay::*;
pub use amazon::*;
pub use apple_signin::*;
pub use auth0_cc::*;
pub use aws::*;
pub use cloudentity::*;
pub use huawei::*;
pub use keycloak::*;
pub use minecraft::*;
pub use okta::*;
pub use okta_cc::*;
pub use okta_preview::*;
pub use onelogin::*;
pub use oracle_cloud_identity::*;
pub use ory::*;
pub use pingone::*;
pub use pingone_cc::*;
pub use qq::*;
pub use uae_pass::*;
pub use yahoo::*;
pub use yandex::*;

use crate::{Entry, Level};
use oauth_runtime::Provider as _;

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    Entry { id: "alipay", family: "identity", module: "alipay", type_name: "Alipay", spec: Alipay::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "amazon", family: "identity", module: "amazon", type_name: "Amazon", spec: Amazon::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "apple-signin", family: "identity", module: "apple_signin", type_name: "AppleSignin", spec: AppleSignin::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "auth0-cc", family: "identity", module: "auth0_cc", type_name: "Auth0Cc", spec: Auth0Cc::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "aws", family: "identity", module: "aws", type_name: "Aws", spec: Aws::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "cloudentity", family: "identity", module: "cloudentity", type_name: "Cloudentity", spec: Cloudentity::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "huawei", family: "identity", module: "huawei", type_name: "Huawei", spec: Huawei::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "keycloak", family: "identity", module: "keycloak", type_name: "Keycloak", spec: Keycloak::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "minecraft", family: "identity", module: "minecraft", type_name: "Minecraft", spec: Minecraft::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "okta", family: "identity", module: "okta", type_name: "Okta", spec: Okta::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "okta-cc", family: "identity", module: "okta_cc", type_name: "OktaCc", spec: OktaCc::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "okta-preview", family: "identity", module: "okta_preview", type_name: "OktaPreview", spec: OktaPreview::SPEC, level: Level::L1, alias_of: Some("okta") },
    Entry { id: "onelogin", family: "identity", module: "onelogin", type_name: "Onelogin", spec: Onelogin::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "oracle-cloud-identity", family: "identity", module: "oracle_cloud_identity", type_name: "OracleCloudIdentity", spec: OracleCloudIdentity::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "ory", family: "identity", module: "ory", type_name: "Ory", spec: Ory::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "pingone", family: "identity", module: "pingone", type_name: "Pingone", spec: Pingone::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "pingone-cc", family: "identity", module: "pingone_cc", type_name: "PingoneCc", spec: PingoneCc::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "qq", family: "identity", module: "qq", type_name: "Qq", spec: Qq::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "uae-pass", family: "identity", module: "uae_pass", type_name: "UaePass", spec: UaePass::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "yahoo", family: "identity", module: "yahoo", type_name: "Yahoo", spec: Yahoo::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "yandex", family: "identity", module: "yandex", type_name: "Yandex", spec: Yandex::SPEC, level: Level::L1, alias_of: None },
];
