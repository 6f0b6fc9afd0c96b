
fn show(secret: oauth_runtime::Secret) {
    println!("{secret}");
}

fn main() {}
