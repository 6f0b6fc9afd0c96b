use oauth_runtime::oauth_provider;

/// PracticeFusion, patient records for small practices.
///
/// Source: row `practicefusion` of the facts table, 2026-11.
#[oauth_provider(
    name = "PracticeFusion",
    checked = "2026-11",
    vars(base_url: Url("*.practicefusion.com", "*.patientfusion.com"), launch: Option<Text>),
    authorize(url = "{base_url}/authorize", params(aud = "{base_url}", launch = "{launch}")),
    token(url = "{base_url}/token", answer(keep(patient, need_patient_banner, smart_style_url))),
    api = "{base_url}",
)]
pub struct Practicefusion;
