//! Google: 19 providers.
//!
//! Made by the test `generate` from the files beside it.

#[allow(
    clippy::module_inception,
    reason = "one provider is named as its family"
)]
mod google;
mod google_ads;
mod google_analytics;
mod google_chat;
mod google_cloud_storage;
mod google_docs;
mod google_drive;
mod google_forms;
mod google_health;
mod google_mail;
mod google_meet;
mod google_play;
mod google_search_console;
mod google_service_account;
mod google_sheet;
mod google_tasks;
mod google_workspace_admin;
mod stitch_mcp;
mod youtube;

pub use google::*;
pub use google_ads::*;
pub use google_analytics::*;
pub use google_chat::*;
pub use google_cloud_storage::*;
pub use google_docs::*;
pub use google_drive::*;
pub use google_forms::*;
pub use google_health::*;
pub use google_mail::*;
pub use google_meet::*;
pub use google_play::*;
pub use google_search_console::*;
pub use google_service_account::*;
pub use google_sheet::*;
pub use google_tasks::*;
pub use google_workspace_admin::*;
pub use stitch_mcp::*;
pub use youtube::*;

use crate::{Entry, Level};
use oauth_runtime::Provider as _;

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    Entry { id: "google", family: "google", module: "google", type_name: "Google", spec: Google::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "google-ads", family: "google", module: "google_ads", type_name: "GoogleAds", spec: GoogleAds::SPEC, level: Level::L1, alias_of: Some("google") },
    Entry { id: "google-analytics", family: "google", module: "google_analytics", type_name: "GoogleAnalytics", spec: GoogleAnalytics::SPEC, level: Level::L1, alias_of: Some("google") },
    Entry { id: "google-chat", family: "google", module: "google_chat", type_name: "GoogleChat", spec: GoogleChat::SPEC, level: Level::L1, alias_of: Some("google") },
    Entry { id: "google-cloud-storage", family: "google", module: "google_cloud_storage", type_name: "GoogleCloudStorage", spec: GoogleCloudStorage::SPEC, level: Level::L1, alias_of: Some("google") },
    Entry { id: "google-docs", family: "google", module: "google_docs", type_name: "GoogleDocs", spec: GoogleDocs::SPEC, level: Level::L1, alias_of: Some("google") },
    Entry { id: "google-drive", family: "google", module: "google_drive", type_name: "GoogleDrive", spec: GoogleDrive::SPEC, level: Level::L1, alias_of: Some("google") },
    Entry { id: "google-forms", family: "google", module: "google_forms", type_name: "GoogleForms", spec: GoogleForms::SPEC, level: Level::L1, alias_of: Some("google") },
    Entry { id: "google-health", family: "google", module: "google_health", type_name: "GoogleHealth", spec: GoogleHealth::SPEC, level: Level::L1, alias_of: Some("google") },
    Entry { id: "google-mail", family: "google", module: "google_mail", type_name: "GoogleMail", spec: GoogleMail::SPEC, level: Level::L2, alias_of: Some("google") },
    Entry { id: "google-meet", family: "google", module: "google_meet", type_name: "GoogleMeet", spec: GoogleMeet::SPEC, level: Level::L1, alias_of: Some("google") },
    Entry { id: "google-play", family: "google", module: "google_play", type_name: "GooglePlay", spec: GooglePlay::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "google-search-console", family: "google", module: "google_search_console", type_name: "GoogleSearchConsole", spec: GoogleSearchConsole::SPEC, level: Level::L1, alias_of: Some("google") },
    Entry { id: "google-service-account", family: "google", module: "google_service_account", type_name: "GoogleServiceAccount", spec: GoogleServiceAccount::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "google-sheet", family: "google", module: "google_sheet", type_name: "GoogleSheet", spec: GoogleSheet::SPEC, level: Level::L1, alias_of: Some("google") },
    Entry { id: "google-tasks", family: "google", module: "google_tasks", type_name: "GoogleTasks", spec: GoogleTasks::SPEC, level: Level::L1, alias_of: Some("google") },
    Entry { id: "google-workspace-admin", family: "google", module: "google_workspace_admin", type_name: "GoogleWorkspaceAdmin", spec: GoogleWorkspaceAdmin::SPEC, level: Level::L1, alias_of: Some("google") },
    Entry { id: "stitch-mcp", family: "google", module: "stitch_mcp", type_name: "StitchMcp", spec: StitchMcp::SPEC, level: Level::L1, alias_of: Some("google") },
    Entry { id: "youtube", family: "google", module: "youtube", type_name: "Youtube", spec: Youtube::SPEC, level: Level::L1, alias_of: Some("google") },
];
