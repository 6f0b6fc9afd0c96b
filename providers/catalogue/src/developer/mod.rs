//! Code, issues, data platforms and automation: 19 providers.
//!
//! Made by the test `generate` from the files beside it.

mod atlassian;
mod atlassian_government_cloud;
mod atlassian_service_account;
mod confluence;
mod databricks_account;
mod datadog;
mod digitalocean;
mod dynatrace;
mod github;
mod github_app;
mod jira;
mod jira_data_center;
mod linear;
mod onshape;
mod pipedream_cc;
mod posthog;
mod sentry;
mod snowflake;
mod zapier;

pub use atlassian::*;
pub use atlassian_government_cloud::*;
pub use atlassian_service_account::*;
pub use confluence::*;
pub use databricks_account::*;
pub use datadog::*;
pub use digitalocean::*;
pub use dynatrace::*;
pub use github::*;
pub use github_app::*;
pub use jira::*;
pub use jira_data_center::*;
pub use linear::*;
pub use onshape::*;
pub use pipedream_cc::*;
pub use posthog::*;
pub use sentry::*;
pub use snowflake::*;
pub use zapier::*;

use crate::{Entry, Level};
use oauth_runtime::Provider as _;

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    Entry { id: "atlassian", family: "developer", module: "atlassian", type_name: "Atlassian", spec: Atlassian::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "atlassian-government-cloud", family: "developer", module: "atlassian_government_cloud", type_name: "AtlassianGovernmentCloud", spec: AtlassianGovernmentCloud::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "atlassian-service-account-oauth2", family: "developer", module: "atlassian_service_account", type_name: "AtlassianServiceAccount", spec: AtlassianServiceAccount::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "confluence", family: "developer", module: "confluence", type_name: "Confluence", spec: Confluence::SPEC, level: Level::L2, alias_of: Some("jira") },
    Entry { id: "databricks-account", family: "developer", module: "databricks_account", type_name: "DatabricksAccount", spec: DatabricksAccount::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "datadog-oauth", family: "developer", module: "datadog", type_name: "Datadog", spec: Datadog::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "digitalocean", family: "developer", module: "digitalocean", type_name: "Digitalocean", spec: Digitalocean::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "dynatrace-oauth", family: "developer", module: "dynatrace", type_name: "Dynatrace", spec: Dynatrace::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "github", family: "developer", module: "github", type_name: "Github", spec: Github::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "github-app", family: "developer", module: "github_app", type_name: "GithubApp", spec: GithubApp::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "jira", family: "developer", module: "jira", type_name: "Jira", spec: Jira::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "jira-data-center", family: "developer", module: "jira_data_center", type_name: "JiraDataCenter", spec: JiraDataCenter::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "linear", family: "developer", module: "linear", type_name: "Linear", spec: Linear::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "onshape", family: "developer", module: "onshape", type_name: "Onshape", spec: Onshape::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "pipedream-oauth2-cc", family: "developer", module: "pipedream_cc", type_name: "PipedreamCc", spec: PipedreamCc::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "posthog-oauth", family: "developer", module: "posthog", type_name: "Posthog", spec: Posthog::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "sentry-oauth", family: "developer", module: "sentry", type_name: "Sentry", spec: Sentry::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "snowflake", family: "developer", module: "snowflake", type_name: "Snowflake", spec: Snowflake::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "zapier", family: "developer", module: "zapier", type_name: "Zapier", spec: Zapier::SPEC, level: Level::L1, alias_of: None },
];
