//! Code that works: bodies over two numbers, each with what it comes to.

use crate::kind::Kind;

/// How a piece of code gets at the two numbers, and how it gives its result back.
#[derive(Clone)]
pub(crate) struct Scope {
    /// The numbers as expressions.
    pub(crate) values: [String; 2],
    /// Their names, where both are variables of type `usize`.
    pub(crate) names: Option<[String; 2]>,
    /// Around the result: `Ok(` and `)`.
    pub(crate) wrap: [&'static str; 2],
    /// The letter that makes names of this part its own.
    pub(crate) id: String,
}

impl Scope {
    /// Fills in a template: `$p` and `$q` are the numbers, `$P` and `$Q` their names, `$<` and `>$`
    /// stand around results, `$i` is the part's number.
    pub(crate) fn fill(&self, template: &str) -> String {
        let mut text = template
            .replace("$<", self.wrap[0])
            .replace(">$", self.wrap[1])
            .replace("$p", &self.values[0])
            .replace("$q", &self.values[1])
            .replace("$i", &self.id);
        if let Some([p, q]) = &self.names {
            text = text.replace("$P", p).replace("$Q", q);
        }
        assert!(!text.contains("$P") && !text.contains("$Q"), "{template}");
        text
    }
}

/// One body.
#[derive(Clone, Copy)]
pub(crate) struct Work {
    /// What is special about it.
    pub(crate) kind: Kind,
    /// The code; see [`Scope::fill`].
    pub(crate) code: &'static str,
    /// What it comes to.
    pub(crate) value: fn(usize, usize) -> usize,
}

impl Work {
    /// Whether it needs names.
    pub(crate) fn needs_names(&self) -> bool {
        self.code.contains("$P") || self.code.contains("$Q")
    }

    /// Whether it changes the first number.
    pub(crate) fn mutates(&self) -> bool {
        self.kind == Kind::ChangesParameter
    }

    /// Which of the numbers it uses.
    pub(crate) fn uses(&self) -> [bool; 2] {
        let has = |small, big| self.code.contains(small) || self.code.contains(big);
        [has("$p", "$P"), has("$q", "$Q")]
    }

    /// Whether a `const fn` can do it.
    pub(crate) fn is_const(&self) -> bool {
        matches!(self.kind, Kind::Arithmetic | Kind::Conditional)
    }
}

const fn work(kind: Kind, code: &'static str, value: fn(usize, usize) -> usize) -> Work {
    Work { kind, code, value }
}

/// All of them. The numbers are between 1 and 9, the second one is never greater than the first.
pub(crate) const ALL: &[Work] = &[
    work(Kind::Arithmetic, "$<$p * 2 + $q>$", |p, q| p * 2 + q),
    work(Kind::Arithmetic, "$<$p - $q>$", |p, q| p - q),
    work(Kind::Arithmetic, "let sum = $p + $q;\n$<sum * 3>$", |p, q| (p + q) * 3),
    work(Kind::OneNumber, "$<$p + 40>$", |p, _| p + 40),
    work(Kind::OneNumber, "$<$q + 50>$", |_, q| q + 50),
    work(Kind::Conditional, "if $p > $q { $<$p>$ } else { $<$q * 5>$ }", |p, q| {
        if p > q { p } else { q * 5 }
    }),
    work(
        Kind::Conditional,
        "match $p {\n    1 => $<$q>$,\n    n @ 2..=4 => $<n * $q>$,\n    n => $<n + $q>$,\n}",
        |p, q| match p {
            1 => q,
            2..=4 => p * q,
            _ => p + q,
        },
    ),
    work(Kind::EarlyReturn, "if $p > 5 {\n    return $<$p>$;\n}\n$<$q + 7>$", |p, q| {
        if p > 5 { p } else { q + 7 }
    }),
    work(
        Kind::Range,
        "let mut total = $q;\nfor step in 0..$p {\n    total += step;\n}\n$<total>$",
        |p, q| q + (0..p).sum::<usize>(),
    ),
    work(Kind::Range, "$<(0..$p).sum::<usize>() + ($q..=$p).count()>$", |p, q| {
        (0..p).sum::<usize>() + (q..=p).count()
    }),
    work(
        Kind::Range,
        "let all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];\n$<all[$q..$p].len() + all[..$q].len() * 2 + all[$p..].len() * 3>$",
        |p, q| p - q + q * 2 + (10 - p) * 3,
    ),
    work(Kind::Closure, "let add = |n: usize| n + $p;\n$<add($q)>$", |p, q| p + q),
    work(
        Kind::NestedClosure,
        "let total: usize = [1usize, 2].iter().map(|n| {\n    let inner = |m: usize| m * $p;\n    inner(*n) + $q\n}).sum();\n$<total>$",
        |p, q| 3 * p + 2 * q,
    ),
    work(Kind::Shadow, "let $P = $P + 1;\n$<$P * $Q>$", |p, q| (p + 1) * q),
    work(Kind::ShadowInClosure, "let next = |$P: usize| $P + 1;\n$<next($Q) + $P>$", |p, q| {
        p + q + 1
    }),
    work(Kind::ShadowInPattern, "let ($P, rest) = ($P + 1, $Q);\n$<$P + rest>$", |p, q| p + 1 + q),
    work(
        Kind::ShadowInPattern,
        "let mut total = $P;\nfor $Q in 0..$Q {\n    total += $Q;\n}\n$<total>$",
        |p, q| p + (0..q).sum::<usize>(),
    ),
    work(
        Kind::ShadowInPattern,
        "let total = match Some($Q) {\n    Some($Q) if $Q > 2 => $Q,\n    other => other.map_or(0, |it| it + 20),\n};\n$<total + $P>$",
        |p, q| p + if q > 2 { q } else { q + 20 },
    ),
    work(
        Kind::ShadowInFunction,
        "fn twice($P: usize) -> usize {\n    $P * 2\n}\n$<twice($Q) + $P>$",
        |p, q| q * 2 + p,
    ),
    work(Kind::FormatString, "$<format!(\"{$P}-{$Q}\").len()>$", |_, _| 3),
    work(
        Kind::FormatString,
        "let text = format!(\"{$P:?} of {{$Q}}\");\n$<text.matches(['{', '}']).count() + $Q>$",
        |_, q| 2 + q,
    ),
    work(Kind::FormatWidth, "$<format!(\"{:$P$}\", 7).len() + $Q>$", |p, q| p + q),
    work(Kind::FormatWidth, "$<format!(\"{:>1$}\", $Q, $P).len()>$", |p, _| p),
    work(Kind::FormatPrecision, "$<format!(\"{:.$Q$}\", 0.5f64).len() + $P>$", |p, q| q + 2 + p),
    work(Kind::FormatNamed, "$<format!(\"{$P}{n}\", $P = 10, n = $Q).len() + $P>$", |p, _| 3 + p),
    work(
        Kind::Shorthand,
        "struct Both {\n    $P: usize,\n    $Q: usize,\n}\nlet both = Both { $P, $Q };\n$<both.$P * 10 + both.$Q>$",
        |p, q| p * 10 + q,
    ),
    work(
        Kind::ShorthandPattern,
        "struct Both {\n    $P: usize,\n    $Q: usize,\n}\nlet Both { $P, $Q } = Both { $P: $Q, $Q: $P };\n$<$P * 10 + $Q>$",
        |p, q| q * 10 + p,
    ),
    work(
        Kind::FieldOfTheName,
        "struct One {\n    $P: usize,\n}\nlet one = One { $P: $Q };\n$<one.$P + $P>$",
        |p, q| p + q,
    ),
    work(
        Kind::MacroCall,
        "assert!($p < 1000, \"too much: {}\", $q);\n$<vec![$p; $q].len() + usize::from(matches!($p, 0..=3))>$",
        |p, q| q + usize::from(p <= 3),
    ),
    work(
        Kind::LocalMacro,
        "macro_rules! twice {\n    ($n:expr) => {\n        $n * 2\n    };\n}\n$<twice!($p) + $q>$",
        |p, q| p * 2 + q,
    ),
    work(
        Kind::Comments,
        "// slow $i, but sure\nlet sum = $p + $q; /* both $i */\n$<sum * 4>$ // done $i",
        |p, q| (p + q) * 4,
    ),
    work(
        Kind::TextOfTheName,
        "let text = \"$P and $Q: $P\"; // $P\nlet letter = 'x';\n$<text.len() - text.len() + $P + $Q + letter.len_utf8()>$",
        |p, q| p + q + 1,
    ),
    work(Kind::MultilineText, "let text = \"one\n  two\n\";\n$<text.len() + $p - $q>$", |p, q| {
        "one\n  two\n".len() + p - q
    }),
    work(
        Kind::InnerItems,
        "const LIMIT: usize = 3;\nuse std::cmp::min;\n$<min($p, LIMIT) + $q>$",
        |p, q| p.min(3) + q,
    ),
    work(
        Kind::Loop,
        "let mut n = $p;\nlet found = 'outer: loop {\n    loop {\n        n += 1;\n        if n > 20 {\n            break 'outer n + $q;\n        }\n    }\n};\n$<found>$",
        |_, q| 21 + q,
    ),
    work(
        Kind::LetElse,
        "let Some(rest) = usize::checked_sub($p, $q) else {\n    return $<0>$;\n};\n$<rest + 1>$",
        |p, q| p - q + 1,
    ),
    work(
        Kind::UnsafeBlock,
        "let all = [$p, $q];\n$<all[1] + unsafe { *all.as_ptr() }>$",
        |p, q| p + q,
    ),
    work(
        Kind::Generics,
        "let all = (0..3).map(|n| n + $p).collect::<Vec<usize>>();\n$<all.len() * usize::from($p > 0) + usize::from($p < $q) + all[0]>$",
        |p, _| 3 + p,
    ),
    work(Kind::ChangesParameter, "$P += $Q;\n$P *= 2;\n$<$P>$", |p, q| (p + q) * 2),
    work(
        Kind::Attributes,
        "#[allow(unused_mut)]\nlet mut sum = $p;\n#[rustfmt::skip]\nlet next = sum + $q;\n$<next>$",
        |p, q| p + q,
    ),
];
