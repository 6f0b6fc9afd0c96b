//! Tasks, notes, time and appointments: 22 providers.
//!
//! Made by the test `generate` from the files beside it.

mod acuity_scheduling;
mod airtable;
mod asana;
mod bliro;
mod cal_com;
mod calendly;
mod fathom;
mod glean;
mod grammarly;
mod harvest;
mod kintone;
mod miro;
mod mural;
mod notion;
mod productboard;
mod tempo;
mod ticktick;
mod timely;
mod timify;
mod trafft;
mod tsheetsteam;
mod zoho_calendar;

pub use acuity_scheduling::*;
pub use airtable::*;
pub use asana::*;
pub use bliro::*;
pub use cal_com::*;
pub use calendly::*;
pub use fathom::*;
pub use glean::*;
pub use grammarly::*;
pub use harvest::*;
pub use kintone::*;
pub use miro::*;
pub use mural::*;
pub use notion::*;
pub use productboard::*;
pub use tempo::*;
pub use ticktick::*;
pub use timely::*;
pub use timify::*;
pub use trafft::*;
pub use tsheetsteam::*;
pub use zoho_calendar::*;

use crate::{Entry, Level};
use oauth_runtime::Provider as _;

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    Entry { id: "acuity-scheduling", family: "productivity", module: "acuity_scheduling", type_name: "AcuityScheduling", spec: AcuityScheduling::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "airtable", family: "productivity", module: "airtable", type_name: "Airtable", spec: Airtable::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "asana", family: "productivity", module: "asana", type_name: "Asana", spec: Asana::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "bliro", family: "productivity", module: "bliro", type_name: "Bliro", spec: Bliro::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "cal-com-oauth", family: "productivity", module: "cal_com", type_name: "CalCom", spec: CalCom::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "calendly", family: "productivity", module: "calendly", type_name: "Calendly", spec: Calendly::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "fathom-oauth", family: "productivity", module: "fathom", type_name: "Fathom", spec: Fathom::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "glean-oauth", family: "productivity", module: "glean", type_name: "Glean", spec: Glean::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "grammarly", family: "productivity", module: "grammarly", type_name: "Grammarly", spec: Grammarly::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "harvest", family: "productivity", module: "harvest", type_name: "Harvest", spec: Harvest::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "kintone", family: "productivity", module: "kintone", type_name: "Kintone", spec: Kintone::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "miro", family: "productivity", module: "miro", type_name: "Miro", spec: Miro::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "mural", family: "productivity", module: "mural", type_name: "Mural", spec: Mural::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "notion", family: "productivity", module: "notion", type_name: "Notion", spec: Notion::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "productboard", family: "productivity", module: "productboard", type_name: "Productboard", spec: Productboard::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "tempo", family: "productivity", module: "tempo", type_name: "Tempo", spec: Tempo::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "ticktick", family: "productivity", module: "ticktick", type_name: "Ticktick", spec: Ticktick::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "timely", family: "productivity", module: "timely", type_name: "Timely", spec: Timely::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "timify", family: "productivity", module: "timify", type_name: "Timify", spec: Timify::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "trafft", family: "productivity", module: "trafft", type_name: "Trafft", spec: Trafft::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "tsheetsteam", family: "productivity", module: "tsheetsteam", type_name: "Tsheetsteam", spec: Tsheetsteam::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "zoho-calendar", family: "productivity", module: "zoho_calendar", type_name: "ZohoCalendar", spec: ZohoCalendar::SPEC, level: Level::L1, alias_of: Some("zoho") },
];
