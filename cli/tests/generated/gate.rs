//! When each side of a choice is compiled.

use crate::draw::Draw;
use crate::kind::Kind;

/// The features of every generated package.
pub(crate) const FEATURES: &[&str] = &["flash-attn", "gpu"];

/// The feature sets that are built: none, each, all.
pub(crate) fn states() -> Vec<Vec<&'static str>> {
    let mut states = vec![Vec::new()];
    states.extend(FEATURES.iter().map(|it| vec![*it]));
    states.push(FEATURES.to_vec());
    states
}

/// The sides of a choice; the last one is compiled where nothing is turned on.
pub(crate) struct Gate {
    /// What `#[cfg(..)]` says of each side.
    pub(crate) sides: Vec<String>,
    /// A feature that the messages name.
    pub(crate) feature: &'static str,
}

impl Gate {
    /// Two sides, or three where the place allows.
    pub(crate) fn draw(draw: &mut Draw<'_>, three: bool) -> Self {
        let feature = draw.one(FEATURES);
        let other = FEATURES.iter().copied().find(|it| *it != feature).unwrap();
        let (one, two) = (format!("feature = \"{feature}\""), format!("feature = \"{other}\""));
        let mut kinds = vec![
            Kind::OneFeature,
            Kind::OneFeature,
            Kind::OneFeature,
            Kind::OneFeature,
            Kind::AnyFeature,
            Kind::AllFeatures,
            Kind::FeatureAndTarget,
            Kind::RealWithoutFeature,
        ];
        if three {
            kinds.extend([Kind::ThreeSides; 2]);
        }
        let pair = |on: String| vec![on.clone(), format!("not({on})")];
        let sides = match draw.kind(&kinds) {
            Kind::AnyFeature => pair(format!("any({one}, {two})")),
            Kind::AllFeatures => pair(format!("all({one}, {two})")),
            Kind::FeatureAndTarget => pair(format!("all({one}, unix)")),
            Kind::RealWithoutFeature => vec![format!("not({one})"), one],
            Kind::ThreeSides => vec![
                one.clone(),
                format!("all({two}, not({one}))"),
                format!("not(any({one}, {two}))"),
            ],
            _ => pair(one),
        };
        Self { sides, feature }
    }

    /// The sides in the order in which they are written.
    pub(crate) fn order(&self, draw: &mut Draw<'_>) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.sides.len()).collect();
        if draw.has(Kind::FallbackFirst, 3) {
            order.rotate_right(1);
        }
        order
    }

    /// `#[cfg(..)]` of a side.
    pub(crate) fn cfg(&self, side: usize) -> String {
        format!("#[cfg({})]", self.sides[side])
    }

    /// The code that is the value of the side that is compiled.
    pub(crate) fn choose(&self, values: &[String]) -> String {
        let mut text = String::new();
        for (side, value) in values.iter().enumerate() {
            if side + 1 < values.len() {
                text.push_str(&format!("if cfg!({}) {{ {value} }} else ", self.sides[side]));
            } else {
                text.push_str(&format!("{{ {value} }}"));
            }
        }
        text
    }
}
