//! The blocks of a file that have a name.

use super::header::{Header, read_header};
use super::text::Wanted;

/// Where a file is cut.
static CUTS: Wanted = Wanted::new(b"()[]{};");

/// One pair of braces with a name.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) header: Header,
    /// The one around it.
    pub(super) parent: Option<usize>,
}

/// An open bracket.
struct Open {
    bracket: u8,
    /// The block that it opens, if it has a name.
    block: Option<usize>,
    /// Where the header around it began.
    header: usize,
    /// Whether the header goes on behind the bracket.
    inside_header: bool,
}

/// The blocks with names, in the order in which they open.
pub(super) fn cut(clean: &[u8]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut header = 0;
    let mut from = 0;
    while let Some(at) = CUTS.next(clean, from) {
        from = at + 1;
        match clean[at] {
            b'(' | b'[' => {
                open.push(Open { bracket: clean[at], block: None, header, inside_header: true });
                header = at + 1;
            }
            b'{' => {
                let text = &clean[header..at];
                // `Matrix<{ N }>`: a constant in the header, not the block behind it.
                let inside_header =
                    matches!(text.trim_ascii_end().last(), Some(b'<' | b',' | b'='));
                let block = read_header(text).map(|header| {
                    let parent = open.iter().rev().find_map(|open| open.block);
                    blocks.push(Block { start: at, end: clean.len(), header, parent });
                    blocks.len() - 1
                });
                open.push(Open { bracket: b'{', block, header, inside_header });
                header = at + 1;
            }
            b';' => header = at + 1,
            byte => {
                let opens = match byte {
                    b')' => b'(',
                    b']' => b'[',
                    _ => b'{',
                };
                // Brackets that do not match are for the compiler to report.
                let Some(matching) = open.iter().rposition(|open| open.bracket == opens) else {
                    continue;
                };
                open.truncate(matching + 1);
                let Some(closed) = open.pop() else { continue };
                if let Some(block) = closed.block {
                    blocks[block].end = at;
                }
                header = if closed.inside_header { closed.header } else { at + 1 };
            }
        }
    }
    blocks
}
