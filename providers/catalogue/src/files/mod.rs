//! Files, documents, signatures, pictures and content: 18 providers.
//!
//! Made by the test `generate` from the files beside it.

mod box_com;
mod canva;
mod contentful;
mod contentstack;
mod docusign;
mod docusign_sandbox;
mod docuware;
mod dropbox;
mod getty_images;
mod heygen;
mod orange_logic;
mod pandadoc;
mod signnow_sandbox;
mod unsplash;
mod veeva_vault;
mod veeva_vault_oauth;
mod vimeo;
mod wordpress;

pub use box_com::*;
pub use canva::*;
pub use contentful::*;
pub use contentstack::*;
pub use docusign::*;
pub use docusign_sandbox::*;
pub use docuware::*;
pub use dropbox::*;
pub use getty_images::*;
pub use heygen::*;
pub use orange_logic::*;
pub use pandadoc::*;
pub use signnow_sandbox::*;
pub use unsplash::*;
pub use veeva_vault::*;
pub use veeva_vault_oauth::*;
pub use vimeo::*;
pub use wordpress::*;

use crate::{Entry, Level};
use oauth_runtime::Provider as _;

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    Entry { id: "box", family: "files", module: "box_com", type_name: "BoxCom", spec: BoxCom::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "canva", family: "files", module: "canva", type_name: "Canva", spec: Canva::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "contentful", family: "files", module: "contentful", type_name: "Contentful", spec: Contentful::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "contentstack", family: "files", module: "contentstack", type_name: "Contentstack", spec: Contentstack::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "docusign", family: "files", module: "docusign", type_name: "Docusign", spec: Docusign::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "docusign-sandbox", family: "files", module: "docusign_sandbox", type_name: "DocusignSandbox", spec: DocusignSandbox::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "docuware", family: "files", module: "docuware", type_name: "Docuware", spec: Docuware::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "dropbox", family: "files", module: "dropbox", type_name: "Dropbox", spec: Dropbox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "getty-images", family: "files", module: "getty_images", type_name: "GettyImages", spec: GettyImages::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "heygen", family: "files", module: "heygen", type_name: "Heygen", spec: Heygen::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "orange-logic", family: "files", module: "orange_logic", type_name: "OrangeLogic", spec: OrangeLogic::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "pandadoc", family: "files", module: "pandadoc", type_name: "Pandadoc", spec: Pandadoc::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "signnow-sandbox", family: "files", module: "signnow_sandbox", type_name: "SignnowSandbox", spec: SignnowSandbox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "unsplash", family: "files", module: "unsplash", type_name: "Unsplash", spec: Unsplash::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "veeva-vault", family: "files", module: "veeva_vault", type_name: "VeevaVault", spec: VeevaVault::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "veeva-vault-oauth", family: "files", module: "veeva_vault_oauth", type_name: "VeevaVaultOauth", spec: VeevaVaultOauth::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "vimeo", family: "files", module: "vimeo", type_name: "Vimeo", spec: Vimeo::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "wordpress", family: "files", module: "wordpress", type_name: "Wordpress", spec: Wordpress::SPEC, level: Level::L0, alias_of: None },
];
