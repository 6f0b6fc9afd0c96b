//! Social networks, media and games: 31 providers.
//!
//! Made by the test `generate` from the files beside it.

mod bungie;
mod deezer;
mod discord;
mod disqus;
mod facebook;
mod fanvue;
mod instagram;
mod kakao;
mod linkedin;
mod linkhut;
mod meta_marketing_api;
mod mixcloud;
mod myanimelist;
mod naver;
mod odnoklassniki;
mod osu;
mod pinterest;
mod reddit;
mod snapchat;
mod soundcloud;
mod spotify;
mod threads;
mod tiktok_desktop;
mod tiktok_personal;
mod trakt;
mod trovo;
mod twitch;
mod twitter_cc;
mod twitter_v2;
mod untappd;
mod zalo;

pub use bungie::*;
pub use deezer::*;
pub use discord::*;
pub use disqus::*;
pub use facebook::*;
pub use fanvue::*;
pub use instagram::*;
pub use kakao::*;
pub use linkedin::*;
pub use linkhut::*;
pub use meta_marketing_api::*;
pub use mixcloud::*;
pub use myanimelist::*;
pub use naver::*;
pub use odnoklassniki::*;
pub use osu::*;
pub use pinterest::*;
pub use reddit::*;
pub use snapchat::*;
pub use soundcloud::*;
pub use spotify::*;
pub use threads::*;
pub use tiktok_desktop::*;
pub use tiktok_personal::*;
pub use trakt::*;
pub use trovo::*;
pub use twitch::*;
pub use twitter_cc::*;
pub use twitter_v2::*;
pub use untappd::*;
pub use zalo::*;

use crate::{Entry, Level};
use oauth_runtime::Provider as _;

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    Entry { id: "bungie", family: "social", module: "bungie", type_name: "Bungie", spec: Bungie::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "deezer", family: "social", module: "deezer", type_name: "Deezer", spec: Deezer::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "discord", family: "social", module: "discord", type_name: "Discord", spec: Discord::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "disqus", family: "social", module: "disqus", type_name: "Disqus", spec: Disqus::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "facebook", family: "social", module: "facebook", type_name: "Facebook", spec: Facebook::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "fanvue", family: "social", module: "fanvue", type_name: "Fanvue", spec: Fanvue::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "instagram", family: "social", module: "instagram", type_name: "Instagram", spec: Instagram::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "kakao", family: "social", module: "kakao", type_name: "Kakao", spec: Kakao::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "linkedin", family: "social", module: "linkedin", type_name: "Linkedin", spec: Linkedin::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "linkhut", family: "social", module: "linkhut", type_name: "Linkhut", spec: Linkhut::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "meta-marketing-api", family: "social", module: "meta_marketing_api", type_name: "MetaMarketingApi", spec: MetaMarketingApi::SPEC, level: Level::L1, alias_of: Some("facebook") },
    Entry { id: "mixcloud", family: "social", module: "mixcloud", type_name: "Mixcloud", spec: Mixcloud::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "myanimelist", family: "social", module: "myanimelist", type_name: "Myanimelist", spec: Myanimelist::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "naver", family: "social", module: "naver", type_name: "Naver", spec: Naver::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "odnoklassniki", family: "social", module: "odnoklassniki", type_name: "Odnoklassniki", spec: Odnoklassniki::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "osu", family: "social", module: "osu", type_name: "Osu", spec: Osu::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "pinterest", family: "social", module: "pinterest", type_name: "Pinterest", spec: Pinterest::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "reddit", family: "social", module: "reddit", type_name: "Reddit", spec: Reddit::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "snapchat", family: "social", module: "snapchat", type_name: "Snapchat", spec: Snapchat::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "soundcloud", family: "social", module: "soundcloud", type_name: "Soundcloud", spec: Soundcloud::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "spotify", family: "social", module: "spotify", type_name: "Spotify", spec: Spotify::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "threads", family: "social", module: "threads", type_name: "Threads", spec: Threads::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "tiktok-desktop", family: "social", module: "tiktok_desktop", type_name: "TiktokDesktop", spec: TiktokDesktop::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "tiktok-personal", family: "social", module: "tiktok_personal", type_name: "TiktokPersonal", spec: TiktokPersonal::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "trakt", family: "social", module: "trakt", type_name: "Trakt", spec: Trakt::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "trovo", family: "social", module: "trovo", type_name: "Trovo", spec: Trovo::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "twitch", family: "social", module: "twitch", type_name: "Twitch", spec: Twitch::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "twitter-oauth2-cc", family: "social", module: "twitter_cc", type_name: "TwitterCc", spec: TwitterCc::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "twitter-v2", family: "social", module: "twitter_v2", type_name: "TwitterV2", spec: TwitterV2::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "untappd", family: "social", module: "untappd", type_name: "Untappd", spec: Untappd::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "zalo", family: "social", module: "zalo", type_name: "Zalo", spec: Zalo::SPEC, level: Level::L1, alias_of: None },
];
