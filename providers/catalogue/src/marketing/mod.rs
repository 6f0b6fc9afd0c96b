//! Marketing, advertising and analytics: 20 providers.
//!
//! Made by the test `generate` from the files beside it.

mod ahrefs;
mod aimfox;
mod chartboost;
mod cleverreach;
mod constant_contact;
mod domo;
mod emarsys;
mod highlevel;
mod highlevel_white_label;
mod listrak;
mod looker;
mod marketo;
mod researchdesk;
mod segment;
mod survey_monkey;
mod tableau;
mod tapclicks;
mod trustpilot;
mod valley;
mod videoask;

pub use ahrefs::*;
pub use aimfox::*;
pub use chartboost::*;
pub use cleverreach::*;
pub use constant_contact::*;
pub use domo::*;
pub use emarsys::*;
pub use highlevel::*;
pub use highlevel_white_label::*;
pub use listrak::*;
pub use looker::*;
pub use marketo::*;
pub use researchdesk::*;
pub use segment::*;
pub use survey_monkey::*;
pub use tableau::*;
pub use tapclicks::*;
pub use trustpilot::*;
pub use valley::*;
pub use videoask::*;

use crate::{Entry, Level};
use oauth_runtime::Provider as _;

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    Entry { id: "ahrefs", family: "marketing", module: "ahrefs", type_name: "Ahrefs", spec: Ahrefs::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "aimfox-oauth", family: "marketing", module: "aimfox", type_name: "Aimfox", spec: Aimfox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "chartboost", family: "marketing", module: "chartboost", type_name: "Chartboost", spec: Chartboost::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "cleverreach", family: "marketing", module: "cleverreach", type_name: "Cleverreach", spec: Cleverreach::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "constant-contact", family: "marketing", module: "constant_contact", type_name: "ConstantContact", spec: ConstantContact::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "domo", family: "marketing", module: "domo", type_name: "Domo", spec: Domo::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "emarsys-oauth", family: "marketing", module: "emarsys", type_name: "Emarsys", spec: Emarsys::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "highlevel", family: "marketing", module: "highlevel", type_name: "Highlevel", spec: Highlevel::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "highlevel-white-label", family: "marketing", module: "highlevel_white_label", type_name: "HighlevelWhiteLabel", spec: HighlevelWhiteLabel::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "listrak", family: "marketing", module: "listrak", type_name: "Listrak", spec: Listrak::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "looker", family: "marketing", module: "looker", type_name: "Looker", spec: Looker::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "marketo", family: "marketing", module: "marketo", type_name: "Marketo", spec: Marketo::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "researchdesk", family: "marketing", module: "researchdesk", type_name: "Researchdesk", spec: Researchdesk::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "segment", family: "marketing", module: "segment", type_name: "Segment", spec: Segment::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "survey-monkey", family: "marketing", module: "survey_monkey", type_name: "SurveyMonkey", spec: SurveyMonkey::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "tableau", family: "marketing", module: "tableau", type_name: "Tableau", spec: Tableau::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "tapclicks", family: "marketing", module: "tapclicks", type_name: "Tapclicks", spec: Tapclicks::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "trustpilot", family: "marketing", module: "trustpilot", type_name: "Trustpilot", spec: Trustpilot::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "valley", family: "marketing", module: "valley", type_name: "Valley", spec: Valley::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "videoask", family: "marketing", module: "videoask", type_name: "Videoask", spec: Videoask::SPEC, level: Level::L1, alias_of: None },
];
