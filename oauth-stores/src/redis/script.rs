//! The scripts. Redis runs each as one step that nothing can come between.

use std::sync::LazyLock;

use redis::Script;

/// What this version writes under the schema key and expects to find there.
pub(super) const SCHEMA: &str = "1";

macro_rules! script {
    ($name:literal) => {
        LazyLock::new(|| {
            Script::new(concat!(
                include_str!("lua/schema.lua"),
                include_str!(concat!("lua/", $name, ".lua"))
            ))
        })
    };
}

pub(super) static READ: LazyLock<Script> = script!("read");
pub(super) static SWAP: LazyLock<Script> = script!("swap");
pub(super) static DELETE: LazyLock<Script> = script!("delete");
pub(super) static LEASE: LazyLock<Script> = script!("lease");
pub(super) static RELEASE: LazyLock<Script> = script!("release");
pub(super) static LIST: LazyLock<Script> = script!("list");
pub(super) static SET_ASIDE: LazyLock<Script> = script!("set_aside");

/// The one script that may find another schema.
pub(super) static MIGRATE: LazyLock<Script> =
    LazyLock::new(|| Script::new(include_str!("lua/migrate.lua")));
