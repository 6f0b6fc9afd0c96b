//! The pages that a browser ends at after a sign-in.
//!
//! Each is one self-contained HTML document: no asset from elsewhere, readable
//! without styles, usable without scripts, light and dark. Only [`relay`] and
//! [`repeat`] hold a script, a constant one. Each comes with the headers it must
//! be sent with; the `Content-Security-Policy` allows the page's own style and
//! script by their hashes, and nothing else.
//!
//! Names and texts may come from a provider: they are escaped, control characters
//! and those that turn the direction of writing are taken out, and what is longer
//! than 200 characters is cut.
//!
//! ```
//! use oauth_pages::{Scene, signed_in};
//!
//! let scene = Scene { app: "my-program", provider: "Acme" };
//! let page = signed_in(scene, Some("ada@acme.example"));
//! assert_eq!(page.status, 200);
//! assert!(page.body.contains("You can close this tab"));
//! ```

mod answer;
mod document;
mod outcome;
mod passing;
mod policy;
mod text;

pub use answer::{Page, plain, see_other};
pub use outcome::{Problem, Scene, failed, signed_in};
pub use passing::{relay, repeat};
