//! Telephony, mail, chat and meetings: 17 providers.
//!
//! Made by the test `generate` from the files beside it.

mod aircall;
mod dialpad;
mod dialpad_sandbox;
mod dingtalk;
mod eight_by_eight;
mod feishu;
mod front;
mod podium;
mod ring_central;
mod salesmsg;
mod salesmsg_oauth2;
mod sedna;
mod slack;
mod three_cx;
mod webex;
mod wecom;
mod zoom_cc;

pub use aircall::*;
pub use dialpad::*;
pub use dialpad_sandbox::*;
pub use dingtalk::*;
pub use eight_by_eight::*;
pub use feishu::*;
pub use front::*;
pub use podium::*;
pub use ring_central::*;
pub use salesmsg::*;
pub use salesmsg_oauth2::*;
pub use sedna::*;
pub use slack::*;
pub use three_cx::*;
pub use webex::*;
pub use wecom::*;
pub use zoom_cc::*;

use crate::{Entry, Level};
use oauth_runtime::Provider as _;

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    Entry { id: "aircall", family: "communication", module: "aircall", type_name: "Aircall", spec: Aircall::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "dialpad", family: "communication", module: "dialpad", type_name: "Dialpad", spec: Dialpad::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "dialpad-sandbox", family: "communication", module: "dialpad_sandbox", type_name: "DialpadSandbox", spec: DialpadSandbox::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "dingtalk", family: "communication", module: "dingtalk", type_name: "Dingtalk", spec: Dingtalk::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "8x8", family: "communication", module: "eight_by_eight", type_name: "EightByEight", spec: EightByEight::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "feishu", family: "communication", module: "feishu", type_name: "Feishu", spec: Feishu::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "front", family: "communication", module: "front", type_name: "Front", spec: Front::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "podium", family: "communication", module: "podium", type_name: "Podium", spec: Podium::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "ring-central", family: "communication", module: "ring_central", type_name: "RingCentral", spec: RingCentral::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "salesmsg", family: "communication", module: "salesmsg", type_name: "Salesmsg", spec: Salesmsg::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "salesmsg-oauth2", family: "communication", module: "salesmsg_oauth2", type_name: "SalesmsgOauth2", spec: SalesmsgOauth2::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "sedna", family: "communication", module: "sedna", type_name: "Sedna", spec: Sedna::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "slack", family: "communication", module: "slack", type_name: "Slack", spec: Slack::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "3cx", family: "communication", module: "three_cx", type_name: "ThreeCx", spec: ThreeCx::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "webex", family: "communication", module: "webex", type_name: "Webex", spec: Webex::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "wecom", family: "communication", module: "wecom", type_name: "Wecom", spec: Wecom::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "zoom-cc", family: "communication", module: "zoom_cc", type_name: "ZoomCc", spec: ZoomCc::SPEC, level: Level::L1, alias_of: None },
];
