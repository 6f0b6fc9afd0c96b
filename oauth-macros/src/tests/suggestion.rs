//! Names near a misspelt one: every slip of one key finds it, plain words find nothing.

use crate::keys::{KEYS, Level, keys_at};
use crate::suggest::{fold, nearest};

fn names(level: Level) -> Vec<&'static str> {
    keys_at(level).map(|key| key.name).collect()
}

/// Every deletion, swap of neighbours, and doubling.
fn slips(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut slips = Vec::new();
    for at in 0..chars.len() {
        let mut deleted = chars.clone();
        deleted.remove(at);
        slips.push(deleted.into_iter().collect());
        let mut doubled = chars.clone();
        doubled.insert(at, chars[at]);
        slips.push(doubled.into_iter().collect());
        if at > 0 {
            let mut swapped = chars.clone();
            swapped.swap(at - 1, at);
            slips.push(swapped.into_iter().collect());
        }
    }
    slips
}

#[test]
fn a_slip_of_one_key_suggests_a_key_as_near_as_it() {
    for key in KEYS.iter().filter(|key| key.name.len() >= 4) {
        let names = names(key.level);
        for slip in slips(key.name) {
            if names.contains(&slip.as_str()) {
                continue;
            }
            let found = nearest(&slip, names.iter().copied());
            // Two keys can be one edit from a slip: `cod` and `code`, `mode`.
            let same = found
                .is_some_and(|found| found == key.name || found.len().abs_diff(slip.len()) <= 1);
            assert!(same, "{slip}: {found:?}, not {}", key.name);
        }
    }
}

#[test]
fn a_synonym_leads_to_one_key_of_its_level() {
    for key in KEYS {
        for synonym in key.synonyms {
            let same: Vec<&str> = keys_at(key.level)
                .filter(|other| {
                    other
                        .synonyms
                        .iter()
                        .any(|name| fold(name) == fold(synonym))
                })
                .map(|other| other.name)
                .collect();
            assert_eq!(same, [key.name], "{synonym}");
            assert!(
                !names(key.level).contains(synonym),
                "{synonym} is a key itself"
            );
        }
    }
}

#[test]
fn plain_words_suggest_nothing() {
    const WORDS: &str = "apple bicycle cloud dragon elephant forest guitar hammer island jungle \
        kitchen ladder mountain notebook orange pencil quarter rabbit saturday tomato umbrella \
        village window yellow zebra address building camera dinner engine family garden holiday \
        insect journey kangaroo language machine nature ocean people question river summer \
        traffic uniform victory weather xylophone youth zero animal bottle circle doctor evening \
        finger ground history include january knowledge library morning number office picture \
        queen rocket school travel universe voice winter colour banana carrot desert eagle flower \
        giraffe helmet iron jacket kettle lemon mirror needle olive pepper quilt ribbon sugar \
        table turtle violin wheel anchor basket candle dolphin emerald feather glacier harbor \
        ivory jasmine koala lantern marble nectar orchid pebble quartz raven saddle temple urchin \
        velvet walnut abacus ballad cactus dagger easel falcon gadget hazel igloo jigsaw kayak \
        lagoon magnet napkin oyster parrot quiver raisin salmon teapot upland vessel wagon almond \
        beaver copper donkey escort fabric galaxy hermit inkwell jockey kernel lizard meadow noodle \
        oxygen puzzle quarry rubber sphere thunder unicorn valley whisper acorn bishop canyon \
        ember fossil goblet hollow impala jester kitten";
    for word in WORDS.split_whitespace() {
        let found = nearest(word, names(Level::Top));
        assert_eq!(found, None, "{word}");
    }
}
