//! Tests and benchmarks of the workspace: see `tests/` and `benches/`.
//!
//! The documents whose examples must compile are the modules of this crate.

#[doc = include_str!("../../README.md")]
pub mod readme {}

#[doc = include_str!("../../docs/declaring.md")]
pub mod declaring {}

#[doc = include_str!("../../docs/storing.md")]
pub mod storing {}

#[doc = include_str!("../../docs/configuring.md")]
pub mod configuring {}

#[doc = include_str!("../../docs/guides/cli.md")]
pub mod guide_cli {}

#[doc = include_str!("../../docs/guides/axum.md")]
pub mod guide_axum {}

#[doc = include_str!("../../docs/guides/desktop.md")]
pub mod guide_desktop {}

#[doc = include_str!("../../docs/guides/bound-tokens.md")]
pub mod guide_bound_tokens {}

#[doc = include_str!("../../docs/guides/discovery.md")]
pub mod guide_discovery {}

#[doc = include_str!("../../docs/guides/signed-requests.md")]
pub mod guide_signed_requests {}

#[doc = include_str!("../../docs/guides/mcp.md")]
pub mod guide_mcp {}

#[doc = include_str!("../../docs/guides/worker-fleet.md")]
pub mod guide_worker_fleet {}

#[doc = include_str!("../../docs/guides/blocking.md")]
pub mod guide_blocking {}

#[doc = include_str!("../../docs/guides/service-account.md")]
pub mod guide_service_account {}

#[doc = include_str!("../../docs/guides/id-tokens.md")]
pub mod guide_id_tokens {}

#[doc = include_str!("../../docs/guides/further-grants.md")]
pub mod guide_further_grants {}
