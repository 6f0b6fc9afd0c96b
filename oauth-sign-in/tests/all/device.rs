//! Sign-in on another device.

use oauth_runtime::{Code, Provider as _};
use oauth_sign_in::{SignInExt as _, Surroundings, Way};

use crate::providers::*;
use crate::support::*;

#[tokio::test]
async fn a_person_types_the_code_on_another_device() {
    let (server, client) = world(Screenless::SPEC).await;
    let ada = Ada::new();
    let attempt = client
        .sign_in("")
        .surroundings(Surroundings::default())
        .person(ada.clone())
        .browser(|_| panic!("a device code and a browser are not both used"));
    let task = tokio::spawn(attempt.into_future());
    let (code, uri) = ada
        .until(|told| match told {
            Told::Device { user_code, uri, .. } => Some((user_code.clone(), uri.clone())),
            _ => None,
        })
        .await;
    assert!(!code.is_empty() && uri.starts_with("http"));
    let clock = server.clock();
    clock.until_asleep(1).await;
    assert_eq!(server.approve_device(), 1);
    while !task.is_finished() {
        clock.advance_to_next_wake();
        tokio::task::yield_now().await;
    }
    soon(task).await.unwrap().unwrap();
    assert_eq!(ada.told().last(), Some(&Told::Done));
    server.assert_all_accepted();
}

#[tokio::test]
async fn a_device_code_has_the_time_that_it_was_given() {
    let (server, client) = world(Screenless::SPEC).await;
    let ada = Ada::new();
    let attempt = client
        .sign_in("")
        .way(Way::Device)
        .timeout(std::time::Duration::from_secs(3))
        .person(ada.clone());
    let task = tokio::spawn(attempt.into_future());
    ada.until(|told| matches!(told, Told::Device { .. }).then_some(()))
        .await;
    let clock = server.clock();
    clock.until_asleep(2).await;
    clock.advance(std::time::Duration::from_secs(3));
    let error = soon(task).await.unwrap().unwrap_err();
    assert_eq!(error.code(), Code::NobodySignedIn);
}

#[tokio::test]
async fn a_provider_without_device_flow_says_so() {
    let (_server, client) = world(Acme::SPEC).await;
    let attempt = client.sign_in("").way(Way::Device).person(Ada::new());
    let error = attempt.into_future().await.unwrap_err();
    assert_eq!(error.code(), Code::NotOffered);
}
