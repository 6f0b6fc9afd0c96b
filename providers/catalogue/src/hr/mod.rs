//! Personnel, payroll, recruiting and learning: 43 providers.
//!
//! Made by the test `generate` from the files beside it.

mod absorb_lms;
mod adp;
mod adp_lyric;
mod adp_run;
mod adp_workforce_now;
mod adp_workforce_now_next_gen;
mod bamboohr;
mod boondmanager;
mod breezy_hr;
mod bullhorn;
mod canvas_lms;
mod checkr_partner;
mod dayforce;
mod deel;
mod deel_sandbox;
mod firefish;
mod freelancer;
mod greenhouse;
mod greenhouse_ingestion;
mod hibob;
mod jobadder;
mod jobdiva;
mod justworks;
mod leapsome;
mod lever;
mod lever_sandbox;
mod namely;
mod paychex;
mod paycor;
mod paycor_sandbox;
mod paylocity;
mod paylocity_nextgen;
mod personio_v2;
mod pingboard;
mod rippling_shop_app;
mod sap_success_factors;
mod ukg_pro_wfm_ropc;
mod workable;
mod workday;
mod workday_cc;
mod workday_refresh_token;
mod zenefits;
mod zoho_people;

pub use absorb_lms::*;
pub use adp::*;
pub use adp_lyric::*;
pub use adp_run::*;
pub use adp_workforce_now::*;
pub use adp_workforce_now_next_gen::*;
pub use bamboohr::*;
pub use boondmanager::*;
pub use breezy_hr::*;
pub use bullhorn::*;
pub use canvas_lms::*;
pub use checkr_partner::*;
pub use dayforce::*;
pub use deel::*;
pub use deel_sandbox::*;
pub use firefish::*;
pub use freelancer::*;
pub use greenhouse::*;
pub use greenhouse_ingestion::*;
pub use hibob::*;
pub use jobadder::*;
pub use jobdiva::*;
pub use justworks::*;
pub use leapsome::*;
pub use lever::*;
pub use lever_sandbox::*;
pub use namely::*;
pub use paychex::*;
pub use paycor::*;
pub use paycor_sandbox::*;
pub use paylocity::*;
pub use paylocity_nextgen::*;
pub use personio_v2::*;
pub use pingboard::*;
pub use rippling_shop_app::*;
pub use sap_success_factors::*;
pub use ukg_pro_wfm_ropc::*;
pub use workable::*;
pub use workday::*;
pub use workday_cc::*;
pub use workday_refresh_token::*;
pub use zenefits::*;
pub use zoho_people::*;

use crate::{Entry, Level};
use oauth_runtime::Provider as _;

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    Entry { id: "absorb-lms", family: "hr", module: "absorb_lms", type_name: "AbsorbLms", spec: AbsorbLms::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "adp", family: "hr", module: "adp", type_name: "Adp", spec: Adp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "adp-lyric", family: "hr", module: "adp_lyric", type_name: "AdpLyric", spec: AdpLyric::SPEC, level: Level::L1, alias_of: Some("adp") },
    Entry { id: "adp-run", family: "hr", module: "adp_run", type_name: "AdpRun", spec: AdpRun::SPEC, level: Level::L1, alias_of: Some("adp") },
    Entry { id: "adp-workforce-now", family: "hr", module: "adp_workforce_now", type_name: "AdpWorkforceNow", spec: AdpWorkforceNow::SPEC, level: Level::L1, alias_of: Some("adp") },
    Entry { id: "adp-workforce-now-next-gen", family: "hr", module: "adp_workforce_now_next_gen", type_name: "AdpWorkforceNowNextGen", spec: AdpWorkforceNowNextGen::SPEC, level: Level::L1, alias_of: Some("adp") },
    Entry { id: "bamboohr", family: "hr", module: "bamboohr", type_name: "Bamboohr", spec: Bamboohr::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "boondmanager", family: "hr", module: "boondmanager", type_name: "Boondmanager", spec: Boondmanager::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "breezy-hr", family: "hr", module: "breezy_hr", type_name: "BreezyHr", spec: BreezyHr::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "bullhorn", family: "hr", module: "bullhorn", type_name: "Bullhorn", spec: Bullhorn::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "canvas-lms", family: "hr", module: "canvas_lms", type_name: "CanvasLms", spec: CanvasLms::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "checkr-partner", family: "hr", module: "checkr_partner", type_name: "CheckrPartner", spec: CheckrPartner::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "dayforce", family: "hr", module: "dayforce", type_name: "Dayforce", spec: Dayforce::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "deel", family: "hr", module: "deel", type_name: "Deel", spec: Deel::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "deel-sandbox", family: "hr", module: "deel_sandbox", type_name: "DeelSandbox", spec: DeelSandbox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "firefish", family: "hr", module: "firefish", type_name: "Firefish", spec: Firefish::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "freelancer", family: "hr", module: "freelancer", type_name: "Freelancer", spec: Freelancer::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "greenhouse", family: "hr", module: "greenhouse", type_name: "Greenhouse", spec: Greenhouse::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "greenhouse-ingestion", family: "hr", module: "greenhouse_ingestion", type_name: "GreenhouseIngestion", spec: GreenhouseIngestion::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "hibob-oauth", family: "hr", module: "hibob", type_name: "Hibob", spec: Hibob::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "jobadder", family: "hr", module: "jobadder", type_name: "Jobadder", spec: Jobadder::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "jobdiva", family: "hr", module: "jobdiva", type_name: "Jobdiva", spec: Jobdiva::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "justworks", family: "hr", module: "justworks", type_name: "Justworks", spec: Justworks::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "leapsome", family: "hr", module: "leapsome", type_name: "Leapsome", spec: Leapsome::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "lever", family: "hr", module: "lever", type_name: "Lever", spec: Lever::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "lever-sandbox", family: "hr", module: "lever_sandbox", type_name: "LeverSandbox", spec: LeverSandbox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "namely", family: "hr", module: "namely", type_name: "Namely", spec: Namely::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "paychex", family: "hr", module: "paychex", type_name: "Paychex", spec: Paychex::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "paycor", family: "hr", module: "paycor", type_name: "Paycor", spec: Paycor::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "paycor-sandbox", family: "hr", module: "paycor_sandbox", type_name: "PaycorSandbox", spec: PaycorSandbox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "paylocity", family: "hr", module: "paylocity", type_name: "Paylocity", spec: Paylocity::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "paylocity-nextgen", family: "hr", module: "paylocity_nextgen", type_name: "PaylocityNextgen", spec: PaylocityNextgen::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "personio-v2", family: "hr", module: "personio_v2", type_name: "PersonioV2", spec: PersonioV2::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "pingboard", family: "hr", module: "pingboard", type_name: "Pingboard", spec: Pingboard::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "rippling-shop-app", family: "hr", module: "rippling_shop_app", type_name: "RipplingShopApp", spec: RipplingShopApp::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "sap-success-factors", family: "hr", module: "sap_success_factors", type_name: "SapSuccessFactors", spec: SapSuccessFactors::SPEC, level: Level::L3, alias_of: None },
    Entry { id: "ukg-pro-wfm-ropc", family: "hr", module: "ukg_pro_wfm_ropc", type_name: "UkgProWfmRopc", spec: UkgProWfmRopc::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "workable-oauth", family: "hr", module: "workable", type_name: "Workable", spec: Workable::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "workday-oauth", family: "hr", module: "workday", type_name: "Workday", spec: Workday::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "workday-cc", family: "hr", module: "workday_cc", type_name: "WorkdayCc", spec: WorkdayCc::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "workday-refresh-token", family: "hr", module: "workday_refresh_token", type_name: "WorkdayRefreshToken", spec: WorkdayRefreshToken::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "zenefits", family: "hr", module: "zenefits", type_name: "Zenefits", spec: Zenefits::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "zoho-people", family: "hr", module: "zoho_people", type_name: "ZohoPeople", spec: ZohoPeople::SPEC, level: Level::L1, alias_of: Some("zoho") },
];
