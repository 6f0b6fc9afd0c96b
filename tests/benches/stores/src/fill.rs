//! Many records at once: one is written by the library, the others are copies of
//! its row under other accounts.

use rusqlite::Connection;

/// The account of the n-th record.
pub fn account(number: u64) -> String {
    format!("user-{number:09}")
}

/// Copies the row of account 0 until there are `count`.
pub async fn fill(url: &str, from: u64, count: u64) {
    match url.strip_prefix("sqlite:") {
        Some(path) => sqlite(path, from, count),
        None => postgres(url, from, count).await,
    }
}

fn sqlite(path: &str, from: u64, count: u64) {
    let connection = Connection::open(path).unwrap();
    connection
        .execute(
            "WITH RECURSIVE numbers (n) AS (VALUES (?1) UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?2)
             INSERT INTO record SELECT provider, registration, tenant, printf('user-%09d', n), revision, value
             FROM record, numbers WHERE account = 'user-000000000'",
            (from, count),
        )
        .unwrap();
    connection.execute_batch("ANALYZE").unwrap();
}

async fn postgres(url: &str, from: u64, count: u64) {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    client
        .batch_execute(&format!(
            "INSERT INTO oauth_record (provider, registration, tenant, account, value)
             SELECT provider, registration, tenant, 'user-' || lpad(n::text, 9, '0'), value
             FROM oauth_record, generate_series({from}, {count} - 1) AS n WHERE account = 'user-000000000'"
        ))
        .await
        .unwrap();
    client.batch_execute("ANALYZE oauth_record").await.unwrap();
}
