//! Field service, IT, security, property, travel and law: 37 providers.
//!
//! Made by the test `generate` from the files beside it.

mod accelo;
mod agiloft;
mod aspire;
mod avanan;
mod bigchange;
mod clio;
mod cloudbeds;
mod crowdstrike;
mod datto_rmm;
mod datto_rmm_password;
mod dope_security;
mod envoy;
mod halo_psa;
mod ingenious_build;
mod ironclad;
mod jamf;
mod jamf_basic;
mod jobber;
mod mimecast;
mod nexthink;
mod ninjaone_rmm;
mod passportal;
mod pax8;
mod perimeter81;
mod perk;
mod procore;
mod revivn;
mod roller;
mod servicem8;
mod servicenow_cc;
mod servicenow_jwt;
mod simpro;
mod tailscale;
mod thomson_reuters_legal_tracker;
mod thomson_reuters_legal_tracker_tr_account;
mod uber;
mod vanta;

pub use accelo::*;
pub use agiloft::*;
pub use aspire::*;
pub use avanan::*;
pub use bigchange::*;
pub use clio::*;
pub use cloudbeds::*;
pub use crowdstrike::*;
pub use datto_rmm::*;
pub use datto_rmm_password::*;
pub use dope_security::*;
pub use envoy::*;
pub use halo_psa::*;
pub use ingenious_build::*;
pub use ironclad::*;
pub use jamf::*;
pub use jamf_basic::*;
pub use jobber::*;
pub use mimecast::*;
pub use nexthink::*;
pub use ninjaone_rmm::*;
pub use passportal::*;
pub use pax8::*;
pub use perimeter81::*;
pub use perk::*;
pub use procore::*;
pub use revivn::*;
pub use roller::*;
pub use servicem8::*;
pub use servicenow_cc::*;
pub use servicenow_jwt::*;
pub use simpro::*;
pub use tailscale::*;
pub use thomson_reuters_legal_tracker::*;
pub use thomson_reuters_legal_tracker_tr_account::*;
pub use uber::*;
pub use vanta::*;

use crate::{Entry, Level};
use oauth_runtime::Provider as _;

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    Entry { id: "accelo", family: "operations", module: "accelo", type_name: "Accelo", spec: Accelo::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "agiloft", family: "operations", module: "agiloft", type_name: "Agiloft", spec: Agiloft::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "aspire", family: "operations", module: "aspire", type_name: "Aspire", spec: Aspire::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "avanan", family: "operations", module: "avanan", type_name: "Avanan", spec: Avanan::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "bigchange", family: "operations", module: "bigchange", type_name: "Bigchange", spec: Bigchange::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "clio", family: "operations", module: "clio", type_name: "Clio", spec: Clio::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "cloudbeds", family: "operations", module: "cloudbeds", type_name: "Cloudbeds", spec: Cloudbeds::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "crowdstrike", family: "operations", module: "crowdstrike", type_name: "Crowdstrike", spec: Crowdstrike::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "datto-rmm", family: "operations", module: "datto_rmm", type_name: "DattoRmm", spec: DattoRmm::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "datto-rmm-password-grant", family: "operations", module: "datto_rmm_password", type_name: "DattoRmmPassword", spec: DattoRmmPassword::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "dope-security", family: "operations", module: "dope_security", type_name: "DopeSecurity", spec: DopeSecurity::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "envoy", family: "operations", module: "envoy", type_name: "Envoy", spec: Envoy::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "halo-psa", family: "operations", module: "halo_psa", type_name: "HaloPsa", spec: HaloPsa::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "ingenious-build", family: "operations", module: "ingenious_build", type_name: "IngeniousBuild", spec: IngeniousBuild::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "ironclad", family: "operations", module: "ironclad", type_name: "Ironclad", spec: Ironclad::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "jamf", family: "operations", module: "jamf", type_name: "Jamf", spec: Jamf::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "jamf-basic", family: "operations", module: "jamf_basic", type_name: "JamfBasic", spec: JamfBasic::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "jobber", family: "operations", module: "jobber", type_name: "Jobber", spec: Jobber::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "mimecast", family: "operations", module: "mimecast", type_name: "Mimecast", spec: Mimecast::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "nexthink", family: "operations", module: "nexthink", type_name: "Nexthink", spec: Nexthink::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "ninjaone-rmm", family: "operations", module: "ninjaone_rmm", type_name: "NinjaoneRmm", spec: NinjaoneRmm::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "passportal", family: "operations", module: "passportal", type_name: "Passportal", spec: Passportal::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "pax8", family: "operations", module: "pax8", type_name: "Pax8", spec: Pax8::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "perimeter81", family: "operations", module: "perimeter81", type_name: "Perimeter81", spec: Perimeter81::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "perk", family: "operations", module: "perk", type_name: "Perk", spec: Perk::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "procore", family: "operations", module: "procore", type_name: "Procore", spec: Procore::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "revivn", family: "operations", module: "revivn", type_name: "Revivn", spec: Revivn::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "roller", family: "operations", module: "roller", type_name: "Roller", spec: Roller::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "servicem8", family: "operations", module: "servicem8", type_name: "Servicem8", spec: Servicem8::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "servicenow-oauth2-cc", family: "operations", module: "servicenow_cc", type_name: "ServicenowCc", spec: ServicenowCc::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "servicenow-jwt", family: "operations", module: "servicenow_jwt", type_name: "ServicenowJwt", spec: ServicenowJwt::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "simpro", family: "operations", module: "simpro", type_name: "Simpro", spec: Simpro::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "tailscale", family: "operations", module: "tailscale", type_name: "Tailscale", spec: Tailscale::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "thomson-reuters-legal-tracker", family: "operations", module: "thomson_reuters_legal_tracker", type_name: "ThomsonReutersLegalTracker", spec: ThomsonReutersLegalTracker::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "thomson-reuters-legal-tracker-tr-account", family: "operations", module: "thomson_reuters_legal_tracker_tr_account", type_name: "ThomsonReutersLegalTrackerTrAccount", spec: ThomsonReutersLegalTrackerTrAccount::SPEC, level: Level::L1, alias_of: Some("thomson-reuters-legal-tracker") },
    Entry { id: "uber", family: "operations", module: "uber", type_name: "Uber", spec: Uber::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "vanta", family: "operations", module: "vanta", type_name: "Vanta", spec: Vanta::SPEC, level: Level::L1, alias_of: None },
];
