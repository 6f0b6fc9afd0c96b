//! Microsoft: 24 providers.
//!
//! Made by the test `generate` from the files beside it.

mod azure_blob_storage;
mod azure_devops_legacy;
mod microsoft_admin;
mod microsoft_ads;
mod microsoft_business_central;
mod microsoft_cc;
mod microsoft_cc_cert;
mod microsoft_dynamics365_finance_and_operations_cc;
mod microsoft_entra_id;
mod microsoft_excel;
mod microsoft_intune;
mod microsoft_people;
mod microsoft_planner;
mod microsoft_power_bi;
mod microsoft_power_bi_cc;
mod microsoft_powerpoint_cc;
mod microsoft_teams;
mod microsoft_tenant;
mod microsoft_word;
mod nerdio;
mod one_drive;
mod one_note;
mod sharepoint_online;
mod sharepoint_online_cc;

pub use azure_blob_storage::*;
pub use azure_devops_legacy::*;
pub use microsoft_admin::*;
pub use microsoft_ads::*;
pub use microsoft_business_central::*;
pub use microsoft_cc::*;
pub use microsoft_cc_cert::*;
pub use microsoft_dynamics365_finance_and_operations_cc::*;
pub use microsoft_entra_id::*;
pub use microsoft_excel::*;
pub use microsoft_intune::*;
pub use microsoft_people::*;
pub use microsoft_planner::*;
pub use microsoft_power_bi::*;
pub use microsoft_power_bi_cc::*;
pub use microsoft_powerpoint_cc::*;
pub use microsoft_teams::*;
pub use microsoft_tenant::*;
pub use microsoft_word::*;
pub use nerdio::*;
pub use one_drive::*;
pub use one_note::*;
pub use sharepoint_online::*;
pub use sharepoint_online_cc::*;

use crate::{Entry, Level};
use oauth_runtime::Provider as _;

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    Entry { id: "azure-blob-storage", family: "microsoft", module: "azure_blob_storage", type_name: "AzureBlobStorage", spec: AzureBlobStorage::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "azure-devops-legacy", family: "microsoft", module: "azure_devops_legacy", type_name: "AzureDevopsLegacy", spec: AzureDevopsLegacy::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "microsoft-admin", family: "microsoft", module: "microsoft_admin", type_name: "MicrosoftAdmin", spec: MicrosoftAdmin::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "microsoft-ads", family: "microsoft", module: "microsoft_ads", type_name: "MicrosoftAds", spec: MicrosoftAds::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "microsoft-business-central", family: "microsoft", module: "microsoft_business_central", type_name: "MicrosoftBusinessCentral", spec: MicrosoftBusinessCentral::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "microsoft-oauth2-cc", family: "microsoft", module: "microsoft_cc", type_name: "MicrosoftCc", spec: MicrosoftCc::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "microsoft-oauth2-cc-cert", family: "microsoft", module: "microsoft_cc_cert", type_name: "MicrosoftCcCert", spec: MicrosoftCcCert::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "microsoft-dynamics-365-finance-and-operations-cc", family: "microsoft", module: "microsoft_dynamics365_finance_and_operations_cc", type_name: "MicrosoftDynamics365FinanceAndOperationsCc", spec: MicrosoftDynamics365FinanceAndOperationsCc::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "microsoft-entra-id", family: "microsoft", module: "microsoft_entra_id", type_name: "MicrosoftEntraId", spec: MicrosoftEntraId::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "microsoft-excel", family: "microsoft", module: "microsoft_excel", type_name: "MicrosoftExcel", spec: MicrosoftExcel::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "microsoft-intune", family: "microsoft", module: "microsoft_intune", type_name: "MicrosoftIntune", spec: MicrosoftIntune::SPEC, level: Level::L1, alias_of: Some("microsoft-oauth2-cc") },
    Entry { id: "microsoft-people", family: "microsoft", module: "microsoft_people", type_name: "MicrosoftPeople", spec: MicrosoftPeople::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "microsoft-planner", family: "microsoft", module: "microsoft_planner", type_name: "MicrosoftPlanner", spec: MicrosoftPlanner::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "microsoft-power-bi", family: "microsoft", module: "microsoft_power_bi", type_name: "MicrosoftPowerBi", spec: MicrosoftPowerBi::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "microsoft-power-bi-oauth2-cc", family: "microsoft", module: "microsoft_power_bi_cc", type_name: "MicrosoftPowerBiCc", spec: MicrosoftPowerBiCc::SPEC, level: Level::L1, alias_of: Some("microsoft-oauth2-cc") },
    Entry { id: "microsoft-powerpoint-oauth2-cc", family: "microsoft", module: "microsoft_powerpoint_cc", type_name: "MicrosoftPowerpointCc", spec: MicrosoftPowerpointCc::SPEC, level: Level::L1, alias_of: Some("microsoft-oauth2-cc") },
    Entry { id: "microsoft-teams", family: "microsoft", module: "microsoft_teams", type_name: "MicrosoftTeams", spec: MicrosoftTeams::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "microsoft-tenant-specific", family: "microsoft", module: "microsoft_tenant", type_name: "MicrosoftTenant", spec: MicrosoftTenant::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "microsoft-word", family: "microsoft", module: "microsoft_word", type_name: "MicrosoftWord", spec: MicrosoftWord::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "nerdio", family: "microsoft", module: "nerdio", type_name: "Nerdio", spec: Nerdio::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "one-drive", family: "microsoft", module: "one_drive", type_name: "OneDrive", spec: OneDrive::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "one-note", family: "microsoft", module: "one_note", type_name: "OneNote", spec: OneNote::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "sharepoint-online", family: "microsoft", module: "sharepoint_online", type_name: "SharepointOnline", spec: SharepointOnline::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "sharepoint-online-oauth2-cc", family: "microsoft", module: "sharepoint_online_cc", type_name: "SharepointOnlineCc", spec: SharepointOnlineCc::SPEC, level: Level::L1, alias_of: None },
];
