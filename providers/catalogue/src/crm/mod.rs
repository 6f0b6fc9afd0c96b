//! Customer records, sales and support: 37 providers.
//!
//! Made by the test `generate` from the files beside it.

mod agencyzoom;
mod altrata;
mod apollo;
mod attio;
mod bitrix24;
mod close;
mod copper;
mod followupboss;
mod freshworks;
mod gainsight_cc;
mod helpscout_mailbox;
mod imis;
mod keap;
mod maximizer;
mod maximizer_on_premise;
mod outreach;
mod pipedrive;
mod planning_center_online;
mod pushpay_chms_v2;
mod redtail_crm_sandbox;
mod salesforce;
mod salesforce_cc;
mod salesforce_cdp;
mod salesforce_experience_cloud;
mod salesforce_jwt;
mod salesforce_sandbox;
mod salesloft;
mod sellsy;
mod sellsy_cc;
mod teamleader;
mod wealthbox;
mod wiseagent;
mod zendesk;
mod zendesk_sell;
mod zoho;
mod zoho_bigin;
mod zoho_crm;

pub use agencyzoom::*;
pub use altrata::*;
pub use apollo::*;
pub use attio::*;
pub use bitrix24::*;
pub use close::*;
pub use copper::*;
pub use followupboss::*;
pub use freshworks::*;
pub use gainsight_cc::*;
pub use helpscout_mailbox::*;
pub use imis::*;
pub use keap::*;
pub use maximizer::*;
pub use maximizer_on_premise::*;
pub use outreach::*;
pub use pipedrive::*;
pub use planning_center_online::*;
pub use pushpay_chms_v2::*;
pub use redtail_crm_sandbox::*;
pub use salesforce::*;
pub use salesforce_cc::*;
pub use salesforce_cdp::*;
pub use salesforce_experience_cloud::*;
pub use salesforce_jwt::*;
pub use salesforce_sandbox::*;
pub use salesloft::*;
pub use sellsy::*;
pub use sellsy_cc::*;
pub use teamleader::*;
pub use wealthbox::*;
pub use wiseagent::*;
pub use zendesk::*;
pub use zendesk_sell::*;
pub use zoho::*;
pub use zoho_bigin::*;
pub use zoho_crm::*;

use crate::{Entry, Level};
use oauth_runtime::Provider as _;

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    Entry { id: "agencyzoom", family: "crm", module: "agencyzoom", type_name: "Agencyzoom", spec: Agencyzoom::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "altrata", family: "crm", module: "altrata", type_name: "Altrata", spec: Altrata::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "apollo-oauth", family: "crm", module: "apollo", type_name: "Apollo", spec: Apollo::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "attio", family: "crm", module: "attio", type_name: "Attio", spec: Attio::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "bitrix24", family: "crm", module: "bitrix24", type_name: "Bitrix24", spec: Bitrix24::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "close", family: "crm", module: "close", type_name: "Close", spec: Close::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "copper", family: "crm", module: "copper", type_name: "Copper", spec: Copper::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "followupboss", family: "crm", module: "followupboss", type_name: "Followupboss", spec: Followupboss::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "freshworks", family: "crm", module: "freshworks", type_name: "Freshworks", spec: Freshworks::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "gainsight-cc", family: "crm", module: "gainsight_cc", type_name: "GainsightCc", spec: GainsightCc::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "helpscout-mailbox", family: "crm", module: "helpscout_mailbox", type_name: "HelpscoutMailbox", spec: HelpscoutMailbox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "imis", family: "crm", module: "imis", type_name: "Imis", spec: Imis::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "keap", family: "crm", module: "keap", type_name: "Keap", spec: Keap::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "maximizer", family: "crm", module: "maximizer", type_name: "Maximizer", spec: Maximizer::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "maximizer-on-premise", family: "crm", module: "maximizer_on_premise", type_name: "MaximizerOnPremise", spec: MaximizerOnPremise::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "outreach", family: "crm", module: "outreach", type_name: "Outreach", spec: Outreach::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "pipedrive", family: "crm", module: "pipedrive", type_name: "Pipedrive", spec: Pipedrive::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "planning-center-online", family: "crm", module: "planning_center_online", type_name: "PlanningCenterOnline", spec: PlanningCenterOnline::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "pushpay-chms-v2", family: "crm", module: "pushpay_chms_v2", type_name: "PushpayChmsV2", spec: PushpayChmsV2::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "redtail-crm-sandbox", family: "crm", module: "redtail_crm_sandbox", type_name: "RedtailCrmSandbox", spec: RedtailCrmSandbox::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "salesforce", family: "crm", module: "salesforce", type_name: "Salesforce", spec: Salesforce::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "salesforce-cc", family: "crm", module: "salesforce_cc", type_name: "SalesforceCc", spec: SalesforceCc::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "salesforce-cdp", family: "crm", module: "salesforce_cdp", type_name: "SalesforceCdp", spec: SalesforceCdp::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "salesforce-experience-cloud", family: "crm", module: "salesforce_experience_cloud", type_name: "SalesforceExperienceCloud", spec: SalesforceExperienceCloud::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "salesforce-jwt", family: "crm", module: "salesforce_jwt", type_name: "SalesforceJwt", spec: SalesforceJwt::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "salesforce-sandbox", family: "crm", module: "salesforce_sandbox", type_name: "SalesforceSandbox", spec: SalesforceSandbox::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "salesloft", family: "crm", module: "salesloft", type_name: "Salesloft", spec: Salesloft::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "sellsy", family: "crm", module: "sellsy", type_name: "Sellsy", spec: Sellsy::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "sellsy-oauth2-cc", family: "crm", module: "sellsy_cc", type_name: "SellsyCc", spec: SellsyCc::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "teamleader", family: "crm", module: "teamleader", type_name: "Teamleader", spec: Teamleader::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "wealthbox", family: "crm", module: "wealthbox", type_name: "Wealthbox", spec: Wealthbox::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "wiseagent", family: "crm", module: "wiseagent", type_name: "Wiseagent", spec: Wiseagent::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "zendesk", family: "crm", module: "zendesk", type_name: "Zendesk", spec: Zendesk::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "zendesk-sell", family: "crm", module: "zendesk_sell", type_name: "ZendeskSell", spec: ZendeskSell::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "zoho", family: "crm", module: "zoho", type_name: "Zoho", spec: Zoho::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "zoho-bigin", family: "crm", module: "zoho_bigin", type_name: "ZohoBigin", spec: ZohoBigin::SPEC, level: Level::L1, alias_of: Some("zoho") },
    Entry { id: "zoho-crm", family: "crm", module: "zoho_crm", type_name: "ZohoCrm", spec: ZohoCrm::SPEC, level: Level::L1, alias_of: Some("zoho") },
];
