//! How stores behave with many records and many processes. `stores.sh` runs all of it.
//!
//! ```text
//! oauth-store-benches curve URL SIZE...       median ms of a read, a refresh and a page of 100
//! oauth-store-benches fleet URL PROCESSES...  refreshes per second
//! ```

mod curve;
mod fill;
mod fleet;
mod provider;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let numbers = |from: usize| -> Vec<u64> {
        let rest = arguments.get(from..).unwrap_or_default();
        rest.iter().map(|text| text.parse().unwrap()).collect()
    };
    match arguments.first().map(String::as_str) {
        Some("curve") => curve::print(&arguments[1], &numbers(2)).await,
        Some("fleet") => fleet::print(&arguments[1], &numbers(2)).await,
        Some("fleet-process") => fleet::process(&arguments[1], numbers(2)[0]).await,
        _ => eprintln!("usage: curve URL SIZE... | fleet URL PROCESSES..."),
    }
}
