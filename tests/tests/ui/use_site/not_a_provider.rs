
struct Acme;

fn client(_: oauth_runtime::Client<Acme>) {}

fn main() {}
