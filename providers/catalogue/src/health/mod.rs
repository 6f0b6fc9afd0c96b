//! Health care and fitness: 13 providers.
//!
//! Made by the test `generate` from the files beside it.

mod athenahealth;
mod coros;
mod coros_sandbox;
mod dentally;
mod drchrono;
mod exist;
mod garmin;
mod oura;
mod practicefusion;
mod pverify;
mod strava;
mod strava_web;
mod withings;

pub use athenahealth::*;
pub use coros::*;
pub use coros_sandbox::*;
pub use dentally::*;
pub use drchrono::*;
pub use exist::*;
pub use garmin::*;
pub use oura::*;
pub use practicefusion::*;
pub use pverify::*;
pub use strava::*;
pub use strava_web::*;
pub use withings::*;

use crate::{Entry, Level};
use oauth_runtime::Provider as _;

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    Entry { id: "athenahealth", family: "health", module: "athenahealth", type_name: "Athenahealth", spec: Athenahealth::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "coros", family: "health", module: "coros", type_name: "Coros", spec: Coros::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "coros-sandbox", family: "health", module: "coros_sandbox", type_name: "CorosSandbox", spec: CorosSandbox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "dentally", family: "health", module: "dentally", type_name: "Dentally", spec: Dentally::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "drchrono", family: "health", module: "drchrono", type_name: "Drchrono", spec: Drchrono::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "exist", family: "health", module: "exist", type_name: "Exist", spec: Exist::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "garmin-oauth2", family: "health", module: "garmin", type_name: "Garmin", spec: Garmin::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "oura", family: "health", module: "oura", type_name: "Oura", spec: Oura::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "practicefusion", family: "health", module: "practicefusion", type_name: "Practicefusion", spec: Practicefusion::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "pverify", family: "health", module: "pverify", type_name: "Pverify", spec: Pverify::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "strava", family: "health", module: "strava", type_name: "Strava", spec: Strava::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "strava-web", family: "health", module: "strava_web", type_name: "StravaWeb", spec: StravaWeb::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "withings", family: "health", module: "withings", type_name: "Withings", spec: Withings::SPEC, level: Level::L1, alias_of: None },
];
