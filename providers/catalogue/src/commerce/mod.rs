//! Shops, marketplaces and payments: 40 providers.
//!
//! Made by the test `generate` from the files beside it.

mod aliexpress;
mod amazon_selling_partner;
mod amazon_selling_partner_beta;
mod bigcommerce;
mod braintree;
mod braintree_sandbox;
mod checkout_com;
mod checkout_com_sandbox;
mod clover;
mod ebay_sandbox;
mod etsy;
mod eventbrite;
mod gumroad;
mod judgeme;
mod kno_commerce;
mod lightspeed_retail;
mod mollie;
mod nuvemshop;
mod paypal;
mod paypal_sandbox;
mod printful;
mod rydership;
mod shopee;
mod shopify_cc;
mod shopline;
mod shopvox;
mod shopware;
mod shopworks;
mod squareup;
mod squareup_sandbox;
mod stripe;
mod stripe_app;
mod stripe_app_sandbox;
mod stripe_express;
mod swoogo;
mod tiktok_shop;
mod tremendous;
mod walmart;
mod yotpo;
mod zoho_inventory;

pub use aliexpress::*;
pub use amazon_selling_partner::*;
pub use amazon_selling_partner_beta::*;
pub use bigcommerce::*;
pub use braintree::*;
pub use braintree_sandbox::*;
pub use checkout_com::*;
pub use checkout_com_sandbox::*;
pub use clover::*;
pub use ebay_sandbox::*;
pub use etsy::*;
pub use eventbrite::*;
pub use gumroad::*;
pub use judgeme::*;
pub use kno_commerce::*;
pub use lightspeed_retail::*;
pub use mollie::*;
pub use nuvemshop::*;
pub use paypal::*;
pub use paypal_sandbox::*;
pub use printful::*;
pub use rydership::*;
pub use shopee::*;
pub use shopify_cc::*;
pub use shopline::*;
pub use shopvox::*;
pub use shopware::*;
pub use shopworks::*;
pub use squareup::*;
pub use squareup_sandbox::*;
pub use stripe::*;
pub use stripe_app::*;
pub use stripe_app_sandbox::*;
pub use stripe_express::*;
pub use swoogo::*;
pub use tiktok_shop::*;
pub use tremendous::*;
pub use walmart::*;
pub use yotpo::*;
pub use zoho_inventory::*;

use crate::{Entry, Level};
use oauth_runtime::Provider as _;

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    Entry { id: "aliexpress", family: "commerce", module: "aliexpress", type_name: "Aliexpress", spec: Aliexpress::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "amazon-selling-partner", family: "commerce", module: "amazon_selling_partner", type_name: "AmazonSellingPartner", spec: AmazonSellingPartner::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "amazon-selling-partner-beta", family: "commerce", module: "amazon_selling_partner_beta", type_name: "AmazonSellingPartnerBeta", spec: AmazonSellingPartnerBeta::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "bigcommerce", family: "commerce", module: "bigcommerce", type_name: "Bigcommerce", spec: Bigcommerce::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "braintree", family: "commerce", module: "braintree", type_name: "Braintree", spec: Braintree::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "braintree-sandbox", family: "commerce", module: "braintree_sandbox", type_name: "BraintreeSandbox", spec: BraintreeSandbox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "checkout-com", family: "commerce", module: "checkout_com", type_name: "CheckoutCom", spec: CheckoutCom::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "checkout-com-sandbox", family: "commerce", module: "checkout_com_sandbox", type_name: "CheckoutComSandbox", spec: CheckoutComSandbox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "clover", family: "commerce", module: "clover", type_name: "Clover", spec: Clover::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "ebay-sandbox", family: "commerce", module: "ebay_sandbox", type_name: "EbaySandbox", spec: EbaySandbox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "etsy", family: "commerce", module: "etsy", type_name: "Etsy", spec: Etsy::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "eventbrite", family: "commerce", module: "eventbrite", type_name: "Eventbrite", spec: Eventbrite::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "gumroad", family: "commerce", module: "gumroad", type_name: "Gumroad", spec: Gumroad::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "judgeme-oauth", family: "commerce", module: "judgeme", type_name: "Judgeme", spec: Judgeme::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "kno-commerce", family: "commerce", module: "kno_commerce", type_name: "KnoCommerce", spec: KnoCommerce::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "lightspeed-retail", family: "commerce", module: "lightspeed_retail", type_name: "LightspeedRetail", spec: LightspeedRetail::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "mollie", family: "commerce", module: "mollie", type_name: "Mollie", spec: Mollie::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "nuvemshop", family: "commerce", module: "nuvemshop", type_name: "Nuvemshop", spec: Nuvemshop::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "paypal", family: "commerce", module: "paypal", type_name: "Paypal", spec: Paypal::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "paypal-sandbox", family: "commerce", module: "paypal_sandbox", type_name: "PaypalSandbox", spec: PaypalSandbox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "printful", family: "commerce", module: "printful", type_name: "Printful", spec: Printful::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "rydership", family: "commerce", module: "rydership", type_name: "Rydership", spec: Rydership::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "shopee", family: "commerce", module: "shopee", type_name: "Shopee", spec: Shopee::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "shopify-cc", family: "commerce", module: "shopify_cc", type_name: "ShopifyCc", spec: ShopifyCc::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "shopline-oauth", family: "commerce", module: "shopline", type_name: "Shopline", spec: Shopline::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "shopvox", family: "commerce", module: "shopvox", type_name: "Shopvox", spec: Shopvox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "shopware", family: "commerce", module: "shopware", type_name: "Shopware", spec: Shopware::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "shopworks", family: "commerce", module: "shopworks", type_name: "Shopworks", spec: Shopworks::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "squareup", family: "commerce", module: "squareup", type_name: "Squareup", spec: Squareup::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "squareup-sandbox", family: "commerce", module: "squareup_sandbox", type_name: "SquareupSandbox", spec: SquareupSandbox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "stripe", family: "commerce", module: "stripe", type_name: "Stripe", spec: Stripe::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "stripe-app", family: "commerce", module: "stripe_app", type_name: "StripeApp", spec: StripeApp::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "stripe-app-sandbox", family: "commerce", module: "stripe_app_sandbox", type_name: "StripeAppSandbox", spec: StripeAppSandbox::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "stripe-express", family: "commerce", module: "stripe_express", type_name: "StripeExpress", spec: StripeExpress::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "swoogo", family: "commerce", module: "swoogo", type_name: "Swoogo", spec: Swoogo::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "tiktok-shop", family: "commerce", module: "tiktok_shop", type_name: "TiktokShop", spec: TiktokShop::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "tremendous", family: "commerce", module: "tremendous", type_name: "Tremendous", spec: Tremendous::SPEC, level: Level::L0, alias_of: None },
    Entry { id: "walmart", family: "commerce", module: "walmart", type_name: "Walmart", spec: Walmart::SPEC, level: Level::L2, alias_of: None },
    Entry { id: "yotpo", family: "commerce", module: "yotpo", type_name: "Yotpo", spec: Yotpo::SPEC, level: Level::L1, alias_of: None },
    Entry { id: "zoho-inventory", family: "commerce", module: "zoho_inventory", type_name: "ZohoInventory", spec: ZohoInventory::SPEC, level: Level::L1, alias_of: Some("zoho") },
];
