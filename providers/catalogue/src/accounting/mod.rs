//! Accounting, banking, expenses, and business software (ERP): 47 providers.
//!
//! Made by the test `generate` from the files beside it.

mod acumatica;
mod addepar;
mod blackbaud;
mod brex;
mod brex_staging;
mod candis;
mod concur_legacy;
mod conta_azul;
mod coupa_compass;
mod digits;
mod ecu360;
mod ecu360_production;
mod embat;
mod exact_online;
mod fortnox;
mod freeagent;
mod freeagent_sandbox;
mod freshbooks;
mod intuit;
mod mercury;
mod mip_on_premise;
mod myob;
mod netsuite;
mod netsuite_cc;
mod odoo;
mod pennylane;
mod pleo;
mod precisefp;
mod ramp;
mod ramp_sandbox;
mod revolut_business;
mod sage;
mod sage300_cre;
mod sage_intacct;
mod sage_intacct_cc;
mod sage_intacct_oauth;
mod sap_concur;
mod sap_concur_password;
mod spendesk;
mod splitwise;
mod tripletex;
mod twinfield;
mod workday_adaptive_planning;
mod xero;
mod xero_cc;
mod zoho_books;
mod zoho_invoice;

pub use acumatica::*;
pub use addepar::*;
pub use blackbaud::*;
pub use brex::*;
pub use brex_staging::*;
pub use candis::*;
pub use concur_legacy::*;
pub use conta_azul::*;
pub use coupa_compass::*;
pub use digits::*;
pub use ecu360::*;
pub use ecu360_production::*;
pub use embat::*;
pub use exact_online::*;
pub use fortnox::*;
pub use freeagent::*;
pub use freeagent_sandbox::*;
pub use freshbooks::*;
pub use intuit::*;
pub use mercury::*;
pub use mip_on_premise::*;
pub use myob::*;
pub use netsuite::*;
pub use netsuite_cc::*;
pub use odoo::*;
pub use pennylane::*;
pub use pleo::*;
pub use precisefp::*;
pub use ramp::*;
pub use ramp_sandbox::*;
pub use revolut_business::*;
pub use sage::*;
pub use sage_intacct::*;
pub use sage_intacct_cc::*;
pub use sage_intacct_oauth::*;
pub use sage300_cre::*;
pub use sap_concur::*;
pub use sap_concur_password::*;
pub use spendesk::*;
pub use splitwise::*;
pub use tripletex::*;
pub use twinfield::*;
pub use workday_adaptive_planning::*;
pub use xero::*;
pub use xero_cc::*;
pub use zoho_books::*;
pub use zoho_invoice::*;

use crate::{Entry, Level};
use oauth_runtime::Provider as _;

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    Entry { id: "acumatica", family: "accounting", module: "acumatica", type_name: "Acumatica", spec: Acumatica::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "addepar", family: "accounting", module: "addepar", type_name: "Addepar", spec: Addepar::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "blackbaud", family: "accounting", module: "blackbaud", type_name: "Blackbaud", spec: Blackbaud::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "brex", family: "accounting", module: "brex", type_name: "Brex", spec: Brex::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "brex-staging", family: "accounting", module: "brex_staging", type_name: "BrexStaging", spec: BrexStaging::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "candis", family: "accounting", module: "candis", type_name: "Candis", spec: Candis::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "concur-legacy", family: "accounting", module: "concur_legacy", type_name: "ConcurLegacy", spec: ConcurLegacy::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "conta-azul", family: "accounting", module: "conta_azul", type_name: "ContaAzul", spec: ContaAzul::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "coupa-compass", family: "accounting", module: "coupa_compass", type_name: "CoupaCompass", spec: CoupaCompass::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "digits", family: "accounting", module: "digits", type_name: "Digits", spec: Digits::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "ecu360", family: "accounting", module: "ecu360", type_name: "Ecu360", spec: Ecu360::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "ecu360-production", family: "accounting", module: "ecu360_production", type_name: "Ecu360Production", spec: Ecu360Production::SPEC, level: Level::L1, alias_of: Some("ecu360") },
    Entry { id: "embat", family: "accounting", module: "embat", type_name: "Embat", spec: Embat::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "exact-online", family: "accounting", module: "exact_online", type_name: "ExactOnline", spec: ExactOnline::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "fortnox", family: "accounting", module: "fortnox", type_name: "Fortnox", spec: Fortnox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "freeagent", family: "accounting", module: "freeagent", type_name: "Freeagent", spec: Freeagent::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "freeagent-sandbox", family: "accounting", module: "freeagent_sandbox", type_name: "FreeagentSandbox", spec: FreeagentSandbox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "freshbooks", family: "accounting", module: "freshbooks", type_name: "Freshbooks", spec: Freshbooks::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "intuit", family: "accounting", module: "intuit", type_name: "Intuit", spec: Intuit::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "mercury", family: "accounting", module: "mercury", type_name: "Mercury", spec: Mercury::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "mip-on-premise", family: "accounting", module: "mip_on_premise", type_name: "MipOnPremise", spec: MipOnPremise::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "myob", family: "accounting", module: "myob", type_name: "Myob", spec: Myob::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "netsuite", family: "accounting", module: "netsuite", type_name: "Netsuite", spec: Netsuite::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "netsuite-client-credentials", family: "accounting", module: "netsuite_cc", type_name: "NetsuiteCc", spec: NetsuiteCc::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "odoo", family: "accounting", module: "odoo", type_name: "Odoo", spec: Odoo::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "pennylane", family: "accounting", module: "pennylane", type_name: "Pennylane", spec: Pennylane::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "pleo", family: "accounting", module: "pleo", type_name: "Pleo", spec: Pleo::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "precisefp", family: "accounting", module: "precisefp", type_name: "Precisefp", spec: Precisefp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "ramp", family: "accounting", module: "ramp", type_name: "Ramp", spec: Ramp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "ramp-sandbox", family: "accounting", module: "ramp_sandbox", type_name: "RampSandbox", spec: RampSandbox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "revolut-business", family: "accounting", module: "revolut_business", type_name: "RevolutBusiness", spec: RevolutBusiness::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "sage", family: "accounting", module: "sage", type_name: "Sage", spec: Sage::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "sage-300-cre", family: "accounting", module: "sage300_cre", type_name: "Sage300Cre", spec: Sage300Cre::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "sage-intacct", family: "accounting", module: "sage_intacct", type_name: "SageIntacct", spec: SageIntacct::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "sage-intacct-cc", family: "accounting", module: "sage_intacct_cc", type_name: "SageIntacctCc", spec: SageIntacctCc::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "sage-intacct-oauth", family: "accounting", module: "sage_intacct_oauth", type_name: "SageIntacctOauth", spec: SageIntacctOauth::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "sap-concur", family: "accounting", module: "sap_concur", type_name: "SapConcur", spec: SapConcur::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "sap-concur-password", family: "accounting", module: "sap_concur_password", type_name: "SapConcurPassword", spec: SapConcurPassword::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "spendesk", family: "accounting", module: "spendesk", type_name: "Spendesk", spec: Spendesk::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "splitwise", family: "accounting", module: "splitwise", type_name: "Splitwise", spec: Splitwise::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "tripletex", family: "accounting", module: "tripletex", type_name: "Tripletex", spec: Tripletex::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "twinfield", family: "accounting", module: "twinfield", type_name: "Twinfield", spec: Twinfield::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "workday-adaptive-planning", family: "accounting", module: "workday_adaptive_planning", type_name: "WorkdayAdaptivePlanning", spec: WorkdayAdaptivePlanning::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "xero", family: "accounting", module: "xero", type_name: "Xero", spec: Xero::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "xero-oauth2-cc", family: "accounting", module: "xero_cc", type_name: "XeroCc", spec: XeroCc::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "zoho-books", family: "accounting", module: "zoho_books", type_name: "ZohoBooks", spec: ZohoBooks::SPEC, level: Level::L1, alias_of: Some("zoho") },
    Entry { id: "zoho-invoice", family: "accounting", module: "zoho_invoice", type_name: "ZohoInvoice", spec: ZohoInvoice::SPEC, level: Level::L1, alias_of: Some("zoho") },
];
