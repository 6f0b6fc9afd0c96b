//! The pages and whole sign-ins in a real browser: headless Chromium, driven
//! through WebDriver.
//!
//! Where Chromium or its `chromedriver` is missing, each test says so on standard
//! error and passes. With `OAUTH_BROWSER=required` that is a failure.
//! `tests/browser/install.sh` installs both on Debian.

mod driver;
mod pages;
mod person;
mod screens;
mod site;
mod web;
mod window;

use window::Window;
