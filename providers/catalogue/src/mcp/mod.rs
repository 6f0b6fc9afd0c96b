//! Servers of the Model Context Protocol: 16 providers.
//!
//! Made by the test `generate` from the files beside it.

mod amplitude_mcp;
mod attio_mcp;
mod canva_mcp;
mod chili_piper_mcp;
mod circleback_mcp;
mod cloudflare_mcp;
mod dualentry_mcp;
mod granola_mcp;
mod linear_mcp;
mod lovable_mcp;
mod raindrop_mcp;
mod robinhood_mcp;
mod sanity_mcp;
mod slack_mcp;
mod supabase_mcp;
mod superhuman_mcp;

pub use amplitude_mcp::*;
pub use attio_mcp::*;
pub use canva_mcp::*;
pub use chili_piper_mcp::*;
pub use circleback_mcp::*;
pub use cloudflare_mcp::*;
pub use dualentry_mcp::*;
pub use granola_mcp::*;
pub use linear_mcp::*;
pub use lovable_mcp::*;
pub use raindrop_mcp::*;
pub use robinhood_mcp::*;
pub use sanity_mcp::*;
pub use slack_mcp::*;
pub use supabase_mcp::*;
pub use superhuman_mcp::*;

use crate::{Entry, Level};
use oauth_runtime::Provider as _;

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    Entry { id: "amplitude-mcp", family: "mcp", module: "amplitude_mcp", type_name: "AmplitudeMcp", spec: AmplitudeMcp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "attio-mcp", family: "mcp", module: "attio_mcp", type_name: "AttioMcp", spec: AttioMcp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "canva-mcp", family: "mcp", module: "canva_mcp", type_name: "CanvaMcp", spec: CanvaMcp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "chili-piper-mcp", family: "mcp", module: "chili_piper_mcp", type_name: "ChiliPiperMcp", spec: ChiliPiperMcp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "circleback-mcp", family: "mcp", module: "circleback_mcp", type_name: "CirclebackMcp", spec: CirclebackMcp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "cloudflare-mcp", family: "mcp", module: "cloudflare_mcp", type_name: "CloudflareMcp", spec: CloudflareMcp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "dualentry-mcp", family: "mcp", module: "dualentry_mcp", type_name: "DualentryMcp", spec: DualentryMcp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "granola-mcp", family: "mcp", module: "granola_mcp", type_name: "GranolaMcp", spec: GranolaMcp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "linear-mcp", family: "mcp", module: "linear_mcp", type_name: "LinearMcp", spec: LinearMcp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "lovable-mcp", family: "mcp", module: "lovable_mcp", type_name: "LovableMcp", spec: LovableMcp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "raindrop-mcp", family: "mcp", module: "raindrop_mcp", type_name: "RaindropMcp", spec: RaindropMcp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "robinhood-mcp", family: "mcp", module: "robinhood_mcp", type_name: "RobinhoodMcp", spec: RobinhoodMcp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "sanity-mcp", family: "mcp", module: "sanity_mcp", type_name: "SanityMcp", spec: SanityMcp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "slack-mcp", family: "mcp", module: "slack_mcp", type_name: "SlackMcp", spec: SlackMcp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "supabase-mcp-oauth", family: "mcp", module: "supabase_mcp", type_name: "SupabaseMcp", spec: SupabaseMcp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "superhuman-mcp", family: "mcp", module: "superhuman_mcp", type_name: "SuperhumanMcp", spec: SuperhumanMcp::SPEC, level: Level::L1, alias_of: None },
];
