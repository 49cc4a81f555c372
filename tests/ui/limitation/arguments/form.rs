use featherfall::limitation;

#[limitation]
struct Nothing;

#[limitation("")]
struct Empty;

#[limitation(workaround = "use something else")]
struct NoText;

#[limitation(slow)]
struct Word;

#[limitation("slow", workaround, priority = Urgent, alternative = "x")]
struct Options;

#[limitation("slow", note = "a", note = "b", crate = featherfall)]
struct More;

fn main() {
    let _ = (Nothing, Empty, NoText, Word, Options, More);
}
